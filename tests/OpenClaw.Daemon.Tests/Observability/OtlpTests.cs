using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using OpenClaw.Daemon.Tests.Support;
using OpenClaw.TestSupport;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Gateway.Observability;

namespace OpenClaw.Daemon.Tests.Observability;

/// <summary>What a collector is sent.</summary>
public sealed class OtlpTests
{
    [Fact]
    public async Task A_run_and_its_model_call_are_one_trace_and_metrics_follow()
    {
        await using var collector = new Collector();
        await using var daemon = await DaemonUnderTest.StartAsync($$"""
            {
              gateway: { mode: "local", handshakeTimeoutMs: 60000, auth: { token: "{{DaemonUnderTest.Token}}" } },
              diagnostics: { otel: { enabled: true, endpoint: "{{collector.Url}}", headers: { "x-key": "collector-secret" }, flushIntervalMs: 200 } },
              logging: { file: "/dev/null" },
            }
            """);
        using var client = await daemon.ConnectAsync();
        await client.CallAsync("agent", JsonSerializer.Serialize(new { message = "hi", idempotencyKey = "traced-run" }));
        await client.CallAsync("agent.wait", JsonSerializer.Serialize(new { runId = "traced-run" }));

        // Run and model call are spans of the run's trace.
        var trace = Convert.FromHexString(RunTrace.TraceIdOf(RunId.Parse("traced-run")).ToHexString());
        var traces = await collector.WaitAsync("/v1/traces", body => Has(body, "model.call") && Has(body, "traced-run") && Count(body, trace) >= 2);
        await collector.WaitAsync("/v1/metrics", static body => Has(body, "openclaw.runs.ended") && Has(body, "openclaw.actors.mailbox.depth"));

        Assert.Equal("collector-secret", traces.Key);
        Assert.True(Has(traces.Body, "openclaw-gateway"));
        Assert.False(Has(traces.Body, "hi there"), "what was said must not leave");
    }

    private static bool Has(byte[] body, string text) => body.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;

    private static int Count(ReadOnlySpan<byte> body, ReadOnlySpan<byte> part)
    {
        var count = 0;
        for (int at; (at = body.IndexOf(part)) >= 0; body = body[(at + part.Length)..])
        {
            count++;
        }

        return count;
    }

    /// <summary>A collector that keeps what it is sent.</summary>
    private sealed class Collector : IAsyncDisposable
    {
        private readonly HttpListener _listener = new();
        private readonly ConcurrentQueue<(string Path, string? Key, byte[] Body)> _received = new();
        private readonly SemaphoreSlim _arrived = new(0);
        private readonly Task _serving;

        public Collector()
        {
            Url = $"http://127.0.0.1:{FreePort.Next()}";
            _listener.Prefixes.Add(Url + "/");
            _listener.Start();
            _serving = ServeAsync();
        }

        public string Url { get; }

        public async Task<(string? Key, byte[] Body)> WaitAsync(string path, Func<byte[], bool> matches)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            while (true)
            {
                // Spans of one run may come in several parts.
                var parts = _received.Where(one => one.Path == path).ToList();
                byte[] whole = [.. parts.SelectMany(static one => one.Body)];
                if (matches(whole))
                {
                    return (parts[0].Key, whole);
                }

                await _arrived.WaitAsync(patience.Token);
            }
        }

        public async ValueTask DisposeAsync()
        {
            _listener.Stop();
            await _serving;
            _listener.Close();
            _arrived.Dispose();
        }

        private async Task ServeAsync()
        {
            try
            {
                while (true)
                {
                    var context = await _listener.GetContextAsync();
                    using var body = new MemoryStream();
                    await context.Request.InputStream.CopyToAsync(body);
                    _received.Enqueue((context.Request.Url!.AbsolutePath, context.Request.Headers["x-key"], body.ToArray()));
                    context.Response.StatusCode = 200;
                    context.Response.Close();
                    _arrived.Release();
                }
            }
            catch (Exception stopped) when (stopped is HttpListenerException or ObjectDisposedException)
            {
                // The test is over.
            }
        }
    }
}
