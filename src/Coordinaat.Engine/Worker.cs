using System.Runtime.ExceptionServices;

namespace Coordinaat.Engine;

/// <summary>A thread of its own that does one thing while its owner does another.</summary>
/// <remarks>For one owner on one thread, who hears what became of it before giving more.</remarks>
internal sealed class Worker : IDisposable
{
    private readonly SemaphoreSlim given = new(0);
    private readonly SemaphoreSlim done = new(0);
    private readonly Thread thread;
    private Action? work;
    private ExceptionDispatchInfo? fault;

    public Worker(string name)
    {
        thread = new Thread(Run) { IsBackground = true, Name = name };
        thread.Start();
    }

    /// <summary>Begins the work; <see cref="Join"/> is to follow.</summary>
    public void Begin(Action task)
    {
        work = task;
        given.Release();
    }

    /// <summary>Waits until it is done, and throws what it threw.</summary>
    public void Join()
    {
        done.Wait();
        fault?.Throw();
    }

    /// <summary>Ends the thread; it has no work.</summary>
    public void Dispose()
    {
        work = null;
        given.Release();
        thread.Join();
        given.Dispose();
        done.Dispose();
    }

    private void Run()
    {
        while (true)
        {
            given.Wait();
            if (work is not { } task)
            {
                return;
            }

            fault = null;
            try
            {
                task();
            }
            catch (Exception thrown)
            {
                fault = ExceptionDispatchInfo.Capture(thrown);
            }

            done.Release();
        }
    }
}
