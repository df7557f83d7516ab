using System.Text.Json;
using OpenClaw.Client;
using OpenClaw.Interop.Tests.Processes;
using OpenClaw.Interop.Tests.Shapes;
using Xunit.Abstractions;

namespace OpenClaw.Interop.Tests;

/// <summary>
/// Everything that the original (2026.9.6) was heard to say, asked again of this gateway: each member of its answers and events is here too, or
/// stands in <c>Shapes/exceptions.json</c> with the reason. Exceptions that are no longer needed are named in the test's output.
/// </summary>
public sealed class ShapeTests(ITestOutputHelper output) : IAsyncLifetime
{
    private static readonly JsonElement s_original = Read("original.json");
    private static readonly JsonElement s_exceptions = Read("exceptions.json");

    private readonly List<string> _wrong = [];
    private readonly HashSet<string> _used = [];

    private GatewayProcess Gateway { get; set; } = null!;

    public async Task InitializeAsync() => Gateway = await GatewayProcess.StartAsync(
        """{ gateway: { mode: "local" }, agents: { defaults: { model: { primary: "echo/echo" } } } }""");

    public async Task DisposeAsync() => await Gateway.DisposeAsync();

    [Fact]
    [Trait("Statement", "METH-02")]
    [Trait("Statement", "SNAP-01")]
    [Trait("Statement", "SNAP-02")]
    [Trait("Statement", "SNAP-03")]
    public async Task Every_member_of_the_originals_answers_and_events_is_here()
    {
        await using var admin = PeerProcess.Start("reference.mjs", Gateway.Url, GatewayProcess.Token);
        Check("hello-ok operator", s_original.Property("hellos").Property("operator"), (await admin.WaitAsync("hello")).Line.Property("payload"));
        await using var device = PeerProcess.Start("device.mjs", Gateway.Url, GatewayProcess.Token, DeviceFile("operator"));
        Check("hello-ok device", s_original.Property("hellos").Property("device"), (await device.WaitAsync("hello")).Line.Property("payload"));
        await using var node = PeerProcess.Start("device.mjs", Gateway.Url, GatewayProcess.Token, DeviceFile("node"));
        Check("hello-ok node", s_original.Property("hellos").Property("node"), (await node.WaitAsync("hello")).Line.Property("payload"));
        var nodeId = (await node.WaitAsync("device")).Line.String("deviceId")!;

        await RunOnceAsync(admin);
        foreach (var sample in s_original.Items("node"))
            await AskAsync(node, sample, nodeId);
        foreach (var sample in s_original.Items("operator"))
            await AskAsync(admin, sample, nodeId);
        foreach (var sample in s_original.Property("events").EnumerateObject())
            CheckEvents(sample, [.. admin.Lines, .. node.Lines]);

        foreach (var stale in s_exceptions.EnumerateObject().SelectMany(static group => group.Value.EnumerateObject().Select(entry => $"{group.Name}: {entry.Name}")).Except(_used))
            output.WriteLine($"no longer needed: {stale}");
        Assert.True(_wrong.Count == 0, $"missing, and no exception says why:\n{string.Join('\n', _wrong)}");
    }

    /// <summary>One run, as the samples had it: every later question is about its session.</summary>
    private async Task RunOnceAsync(PeerProcess admin)
    {
        await admin.CallAsync("sessions.subscribe");
        await admin.CallAsync("sessions.messages.subscribe", new { key = "agent:main:wire-1" });
        var final = await admin.CallAsync("agent", new { message = "Say something.", sessionKey = "agent:main:wire-1", idempotencyKey = "idem-wire-1" }, final: true);
        Check("agent final", s_original.Property("agent").Property("final"), final);
        Check("agent accepted", s_original.Property("agent").Property("accepted"), (await admin.WaitAsync("accepted")).Line.Property("payload"));
        await admin.CallAsync("chat.send", new { sessionKey = "agent:main:main", message = "hello", idempotencyKey = "chat-1" });
        await admin.EventAsync("chat", predicate: static payload => payload.String("runId") == "chat-1" && payload.String("state") == "final");
    }

    private async Task AskAsync(PeerProcess peer, JsonElement sample, string nodeId)
    {
        var name = sample.String("sample")!;
        var parameters = JsonSerializer.Deserialize<JsonElement>(sample.Property("params").GetRawText().Replace("{node}", nodeId, StringComparison.Ordinal));
        if (sample.String("error") is { } code)
        {
            var (refused, message) = await peer.RefusedAsync(sample.String("method")!, parameters);
            if (refused != code)
                Report(name, $"error {code}, not {refused}: {message}");
            return;
        }

        try
        {
            Check(name, sample.Property("shape"), await peer.CallAsync(sample.String("method")!, parameters));
        }
        catch (InvalidOperationException)
        {
            Report(name, "refused");
        }
    }

    private void CheckEvents(JsonProperty sample, IReadOnlyList<JsonElement> lines)
    {
        var seen = lines.Where(line => line.String("kind") == "event" && KeyOf(line) == sample.Name).Select(static line => line.Property("payload")).ToList();
        if (seen.Count == 0)
            Report($"event {sample.Name}", "never sent");
        foreach (var payload in seen)
            Check($"event {sample.Name}", sample.Value, payload);
    }

    /// <summary>Events of one name differ by what they tell; these are compared apart.</summary>
    private static string KeyOf(JsonElement line)
    {
        var name = line.String("event")!;
        var payload = line.Property("payload");
        return name switch
        {
            "agent" => $"agent/{payload.String("stream")}{(payload.String("stream") == "lifecycle" ? "/" + payload.Property("data").String("phase") : "")}",
            "chat" => $"chat/{payload.String("state")}",
            "session.message" => $"session.message/{payload.Property("message").String("role")}",
            "sessions.changed" => $"sessions.changed/{payload.String("reason") ?? "None"}",
            _ => name,
        };
    }

    private void Check(string name, JsonElement shape, JsonElement answer)
    {
        foreach (var difference in ShapeComparison.Differences(shape, answer))
            Report(name, difference);
    }

    private void Report(string name, string difference)
    {
        // An exception for a member covers what is below it, too. One under an event's name covers all that the event tells; one under "*" covers the
        // member wherever it is.
        foreach (var group in (ReadOnlySpan<string>)[name, name.Split('/')[0], "*"])
        {
            if (!s_exceptions.TryGetProperty(group, out var exceptions))
                continue;
            foreach (var exception in exceptions.EnumerateObject())
            {
                var path = group == "*" ? difference[(difference.LastIndexOf('.') + 1)..] : difference;
                if (path == exception.Name || path.StartsWith(exception.Name + ".", StringComparison.Ordinal) || path.StartsWith(exception.Name + " ", StringComparison.Ordinal) || path.StartsWith(exception.Name + "[", StringComparison.Ordinal))
                {
                    _used.Add($"{group}: {exception.Name}");
                    return;
                }
            }
        }

        if (!_wrong.Contains($"{name}: {difference}"))
            _wrong.Add($"{name}: {difference}");
    }

    private Dictionary<string, string> DeviceFile(string role) => new()
    {
        ["DEVICE_FILE"] = Path.Combine(Gateway.Home, $"{role}.device.json"),
        ["CLIENT_ROLE"] = role,
        ["CLIENT_SCOPES"] = "operator.admin,operator.read,operator.write,operator.approvals,operator.pairing",
    };

    private static JsonElement Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Shapes", file)));
        return document.RootElement.Clone();
    }
}
