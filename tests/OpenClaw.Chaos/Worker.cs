using System.Collections.Concurrent;
using System.Text.Json;
using OpenClaw.Client;

namespace OpenClaw.Chaos;

/// <summary>One input that the gateway said it had accepted.</summary>
internal sealed record Accepted(string Session, string Run);

/// <summary>A caller as a careful program is one: it sends an input under a key until it is accepted, however often the gateway goes away, and then waits for the end.</summary>
internal sealed class Worker(int number, GatewayUnderChaos gateway, ConcurrentQueue<Accepted> accepted, Random random)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(20);
    private GatewayClient? _client;
    private int _inputs;

    /// <summary>Answers that were refused and sent again.</summary>
    public int Refusals { get; private set; }

    /// <summary>Answers that were refused for good.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>Requests whose connection ended before the answer.</summary>
    public int Interruptions { get; private set; }

    public string Session => $"agent:main:worker-{number}";

    /// <summary>Sends inputs until told to stop; what was accepted is waited for later.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var run = $"w{number}-{++_inputs}";
            if (await SendAsync(run, stop) && random.Next(3) > 0)
            {
                // Most wait for the answer before they say more, some do not: the queue fills and empties.
                await WaitAsync(run, TimeSpan.FromSeconds(3));
            }
        }
    }

    /// <summary>Sends an input until it is accepted.</summary>
    /// <returns>False when told to stop before.</returns>
    public async Task<bool> SendAsync(string run, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var answer = await CallAsync("chat.send", $$"""{"sessionKey":"{{Session}}","message":"input {{run}}","idempotencyKey":"{{run}}"}""", TimeSpan.FromSeconds(10));
            if (answer is { ValueKind: JsonValueKind.Object })
            {
                accepted.Enqueue(new Accepted(Session, run));
                return true;
            }

            await Task.Delay(s_pause, CancellationToken.None);
        }

        return false;
    }

    /// <summary>Waits for the end of a run.</summary>
    /// <returns><c>ok</c> or <c>error</c>; null when it has not ended in time.</returns>
    public async Task<string?> WaitAsync(string run, TimeSpan longest)
    {
        var answer = await CallAsync("agent.wait", $$"""{"runId":"{{run}}","timeoutMs":{{(long)longest.TotalMilliseconds}}}""", longest + TimeSpan.FromSeconds(5));
        var status = answer is { ValueKind: JsonValueKind.Object } result ? result.GetProperty("status").GetString() : null;
        return status == "timeout" ? null : status;
    }

    /// <summary>Whether runs go or wait in its session; a gateway that does not answer is busy, too.</summary>
    public async Task<bool> IsBusyAsync()
    {
        var described = await CallAsync("sessions.describe", $$"""{"key":"{{Session}}"}""", TimeSpan.FromSeconds(10));
        return described is not { ValueKind: JsonValueKind.Object } answer
            || (answer.GetProperty("session") is { ValueKind: JsonValueKind.Object } row && row.GetProperty("activeRunIds").GetArrayLength() > 0);
    }

    /// <summary>One request on a connection that is opened when there is none.</summary>
    /// <returns>Null when there is no answer.</returns>
    public async Task<JsonElement?> CallAsync(string method, string parameters, TimeSpan timeout)
    {
        if (_client is null || _client.Closed.IsCompleted)
        {
            if (_client is not null)
            {
                await _client.DisposeAsync();
            }

            _client = await gateway.TryConnectAsync();
        }

        if (_client is null)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(parameters);
            return await _client.CallAsync(method, document.RootElement.Clone(), timeout, CancellationToken.None);
        }
        catch (GatewayErrorException refused)
        {
            Refusals++;
            if (!refused.IsRetryable)
            {
                // Nothing that a worker asks for is wrong: the verdict must name it, and there must be a verdict.
                Faults.Add($"{method}: {refused.Message}");
            }

            return null;
        }
        catch (Exception gone) when (gone is GatewayClosedException or TimeoutException)
        {
            Interruptions++;
            await _client.DisposeAsync();
            _client = null;
            return null;
        }
    }
}
