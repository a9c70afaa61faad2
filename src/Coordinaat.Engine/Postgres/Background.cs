using System.Data.Common;

namespace Coordinaat.Engine.Postgres;

/// <summary>Work with the database away from the loop: again and again, with a rest in between,
/// until it is disposed.</summary>
/// <remarks>While the database is away it is silent and tries again: the loop says on the screens
/// what is wrong.</remarks>
internal sealed class Background : IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly Task task;

    public Background(TimeSpan rest, Func<CancellationToken, Task> work) =>
        task = Task.Run(() => RunAsync(rest, work));

    /// <summary>Ends it, and waits for that.</summary>
    public void Dispose()
    {
        stop.Cancel();
        task.Wait();
        stop.Dispose();
    }

    private async Task RunAsync(TimeSpan rest, Func<CancellationToken, Task> work)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await work(stop.Token);
            }
            catch (Exception fault) when (fault is DbException or IOException or TimeoutException
                or OperationCanceledException)
            {
                // Stopped, or tried again.
            }

            await Task.Delay(rest, stop.Token).ContinueWith(
                _ => { }, CancellationToken.None, TaskContinuationOptions.None,
                TaskScheduler.Default);
        }
    }
}
