using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;
using Coordinaat.Accounts;
using Coordinaat.Engine;

namespace Coordinaat.Tests.Support;

/// <summary>What the server said yes to.</summary>
internal sealed record Told(Api Api, string Path, string Json, Guid Id, HttpAnswer Answer);

/// <summary>
/// Many callers of a server that may fall away: who gets no answer asks again under the same id
/// until there is one, and all that was answered is remembered.
/// </summary>
internal sealed class Callers(Uri url) : IDisposable
{
    private const int TriesMax = 1_000;

    private readonly ConcurrentDictionary<string, Api> apis = [];
    private readonly ConcurrentDictionary<string, ConcurrentBag<double>> took = [];
    private readonly ConcurrentDictionary<string, int> refusals = [];
    private TaskCompletionSource gate = new();
    private int again;

    /// <summary>Every yes, in no order.</summary>
    public ConcurrentBag<Told> Yeses { get; } = [];

    /// <summary>What was refused, by id, in no order.</summary>
    public ConcurrentBag<Guid> Noes { get; } = [];

    /// <summary>How often somebody asked again because there was no answer.</summary>
    public int Again => again;

    /// <summary>From here on everybody waits before asking anything.</summary>
    public void Hold() => gate = new TaskCompletionSource(
        TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Lets everybody go on.</summary>
    public void GoOn() => gate.TrySetResult();

    /// <summary>Somebody who signed in.</summary>
    public Api this[string login] => apis[login];

    /// <summary>Signs these in, a few at a time: to check a password is work.</summary>
    public Task SignInAsync(IEnumerable<string> logins) => Parallel.ForEachAsync(
        logins, new ParallelOptions { MaxDegreeOfParallelism = 3 }, async (login, _) =>
        {
            var api = apis[login] = new Api(url);
            var answer = await TrySignInAsync(api, login, 0);
            if (answer.Status == 503)
            {
                answer = await TrySignInAsync(api, login, 30);
            }

            Assert.True(answer.Status == 204, $"{login}: {answer}");
        });

    /// <summary>Reads.</summary>
    public Task<HttpAnswer> GetAsync(string step, Api api, string path) =>
        RepeatAsync(step, () => api.GetAsync(path));

    /// <summary>Asks for something, until it is answered with a yes or a refusal.</summary>
    public async Task<HttpAnswer> PostAsync(string step, Api api, string path, object body)
    {
        var (id, json) = (Ids.New(), JsonSerializer.Serialize(body));
        var answer = await RepeatAsync(step, () => api.PostJsonAsync(path, json, id));
        if (answer.Status == 200)
        {
            Yeses.Add(new Told(api, path, json, id, answer));
        }
        else
        {
            Noes.Add(id);
            refusals.AddOrUpdate(answer.Type, 1, (_, n) => n + 1);
        }

        return answer;
    }

    /// <summary>Asks for something that has to be granted.</summary>
    public async Task<JsonElement> DoAsync(string step, Api api, string path, object body)
    {
        var answer = await PostAsync(step, api, path, body);
        Assert.True(answer.Status == 200, $"{path}: {answer}");
        return answer.Json;
    }

    /// <summary>How long each step took, and what was refused.</summary>
    public IEnumerable<string> Lines()
    {
        foreach (var (step, times) in took.OrderByDescending(t => t.Value.Count))
        {
            var sorted = times.Order().ToArray();
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{step,-12} {sorted.Length,6} calls, median {sorted[sorted.Length / 2],6:F1} ms, "
                + $"p99 {sorted[(int)(sorted.Length * 0.99)],7:F1} ms");
        }

        foreach (var (type, count) in refusals.OrderByDescending(r => r.Value))
        {
            yield return string.Create(
                CultureInfo.InvariantCulture, $"refused {count,5} times: {type}");
        }
    }

    public void Dispose()
    {
        foreach (var api in apis.Values)
        {
            api.Dispose();
        }
    }

    // No code counts twice: whoever did not hear an answer takes the next one.
    private static Task<HttpAnswer> TrySignInAsync(Api api, string login, int laterSeconds) =>
        api.SignInAsync(login, StaffAccounts.Password, Passwords.CodeAt(
            StaffAccounts.SharedSecret,
            TimeProvider.System.GetUtcNow().AddSeconds(laterSeconds)));

    private async Task<HttpAnswer> RepeatAsync(string step, Func<Task<HttpAnswer>> ask)
    {
        for (var tries = 0; tries < TriesMax; tries++)
        {
            await gate.Task;
            var started = TimeProvider.System.GetTimestamp();
            try
            {
                var answer = await ask();
                if (answer.Status != 503)
                {
                    took.GetOrAdd(step, _ => []).Add(
                        TimeProvider.System.GetElapsedTime(started).TotalMilliseconds);
                    return answer;
                }
            }
            catch (Exception fault) when (fault is HttpRequestException or IOException
                or SocketException or OperationCanceledException)
            {
                // It fell away: nobody knows whether this was done.
            }

            Interlocked.Increment(ref again);
            await Task.Delay(50);
        }

        throw new InvalidOperationException($"Never an answer: {step}.");
    }
}
