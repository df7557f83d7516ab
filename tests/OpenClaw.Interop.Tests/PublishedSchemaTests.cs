using System.Text.Json;
using OpenClaw.Client;
using OpenClaw.Interop.Tests.Processes;
using OpenClaw.Interop.Tests.Published;
using Xunit.Abstractions;

namespace OpenClaw.Interop.Tests;

/// <summary>
/// What this gateway says, against the schemas that the original project publishes for typed clients: every result and event that the package has a
/// definition for conforms to it, or the deviation stands in <c>Published/exceptions.json</c> with its reason. <c>Published/calls.json</c> is the conversation.
/// </summary>
public sealed class PublishedSchemaTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const string Session = "agent:main:published";

    private static readonly JsonElement s_conversation = Read("calls.json");
    private static readonly JsonElement s_exceptions = Read("exceptions.json");

    private readonly List<PublishedValue> _said = [];
    private readonly List<string> _wrong = [];

    private GatewayProcess Gateway { get; set; } = null!;

    public async Task InitializeAsync() => Gateway = await GatewayProcess.StartAsync(
        """{ gateway: { mode: "local" }, agents: { defaults: { model: { primary: "echo/echo" } } } }""");

    public async Task DisposeAsync() => await Gateway.DisposeAsync();

    [Fact]
    public async Task Results_and_events_conform_to_the_published_schemas()
    {
        await using var admin = PeerProcess.Start("reference.mjs", Gateway.Url, GatewayProcess.Token);
        var hello = (await admin.WaitAsync("hello")).Line.Property("payload");

        // After the administrator, who is told how their pairing ended.
        await using var device = PeerProcess.Start("device.mjs", Gateway.Url, GatewayProcess.Token, Device("operator"));
        await using var node = PeerProcess.Start("device.mjs", Gateway.Url, GatewayProcess.Token, Device("node"));
        foreach (var client in (ReadOnlySpan<JsonElement>)[hello, (await device.WaitAsync("hello")).Line.Property("payload"), (await node.WaitAsync("hello")).Line.Property("payload")])
            _said.Add(new PublishedValue("connect", "HelloOk", null, client));

        var published = await PublishedSchemas.OfResultsAsync([.. hello.Property("features").Strings("methods"), .. Calls.Select(static call => call.String("method")!)]);
        RequireACallFor(published);

        await using var stranger = PeerProcess.Start("device.mjs", Gateway.Url, GatewayProcess.Token, Device("stranger"));
        await admin.EventAsync("device.pair.requested");
        await RunOnceAsync(admin);
        var names = new Dictionary<string, string>
        {
            ["{home}"] = Gateway.Home,
            ["{node}"] = (await node.WaitAsync("device")).Line.String("deviceId")!,
            ["{device}"] = (await device.WaitAsync("device")).Line.String("deviceId")!,
        };
        foreach (var call in Calls)
            await AskAsync(call.String("as") == "node" ? node : admin, call, published, names);
        await Gateway.StopAsync();
        await admin.EventAsync("shutdown");
        TakeEvents([.. admin.Lines, .. node.Lines]);

        await CompareAsync();
        Assert.True(_wrong.Count == 0, $"not as published, and no exception says why:\n{string.Join('\n', _wrong)}");
    }

    private static IEnumerable<JsonElement> Calls => s_conversation.Items("calls");

    /// <summary>A method that the package describes and nobody asks would prove nothing.</summary>
    private void RequireACallFor(IReadOnlyDictionary<string, string> published)
    {
        var asked = Calls.Select(static call => call.String("method")).ToHashSet();
        foreach (var (method, schema) in published.Where(entry => entry.Value.Length > 0 && !asked.Contains(entry.Key)))
            _wrong.Add($"{method}: {schema} is published, and calls.json has no call");
    }

    private static async Task RunOnceAsync(PeerProcess admin)
    {
        await admin.CallAsync("sessions.messages.subscribe", new { key = Session });
        await admin.CallAsync("agent", new { message = "Say something.", sessionKey = Session, idempotencyKey = "published-1" }, final: true);
        await admin.CallAsync("chat.send", new { sessionKey = Session, message = "hello", idempotencyKey = "published-2" });
        await admin.EventAsync("chat", predicate: static payload => payload.String("runId") == "published-2" && payload.String("state") == "final");
    }

    private async Task AskAsync(PeerProcess peer, JsonElement call, IReadOnlyDictionary<string, string> published, Dictionary<string, string> names)
    {
        var method = call.String("method")!;
        var text = call.Property("params") is { ValueKind: JsonValueKind.Object } given ? given.GetRawText() : "{}";
        foreach (var (name, value) in names)
            text = text.Replace(name, value, StringComparison.Ordinal);
        var parameters = JsonSerializer.Deserialize<JsonElement>(text);
        if (call.String("refused") is not null)
        {
            await peer.RefusedAsync(method, parameters);
            return;
        }

        try
        {
            var result = await peer.CallAsync(method, parameters);
            if ((call.String("schema") ?? published[method]) is { Length: > 0 } schema)
                _said.Add(new PublishedValue(method, schema, call.String("at"), result));
        }
        catch (InvalidOperationException refused)
        {
            _wrong.Add(refused.Message);
        }
    }

    private void TakeEvents(IReadOnlyList<JsonElement> lines)
    {
        foreach (var described in s_conversation.Property("events").EnumerateObject())
        {
            var seen = lines.Where(line => line.String("kind") == "event" && line.String("event") == described.Name).ToList();
            if (seen.Count == 0)
                _wrong.Add($"event {described.Name}: never sent");
            _said.AddRange(seen.Select(line =>
                new PublishedValue($"event {described.Name}", described.Value.String("schema")!, described.Value.String("at"), line.Property("payload"))));
        }
    }

    private async Task CompareAsync()
    {
        var found = await PublishedSchemas.DeviationsAsync(_said);
        _wrong.AddRange(found.Where(static deviation => !IsExcused(deviation.Name, deviation.Deviation)).Select(static deviation => $"{deviation.Name}: {deviation.Deviation}"));
        foreach (var group in s_exceptions.EnumerateObject())
        {
            foreach (var exception in group.Value.EnumerateObject().Where(entry => !found.Contains((group.Name, entry.Name))))
                output.WriteLine($"no longer needed: {group.Name}: {exception.Name}");
        }
    }

    private static bool IsExcused(string name, string deviation) => s_exceptions.TryGetProperty(name, out var group) && group.TryGetProperty(deviation, out _);

    /// <summary>A device of its own; a stranger is an operator from a web page, and has to wait for approval.</summary>
    private Dictionary<string, string> Device(string who) => new()
    {
        ["DEVICE_FILE"] = Path.Combine(Gateway.Home, $"{who}.device.json"),
        ["CLIENT_ROLE"] = who == "node" ? "node" : "operator",
        ["CLIENT_ORIGIN"] = who == "stranger" ? "http://127.0.0.1:1" : "",
        ["CLIENT_SCOPES"] = "operator.admin,operator.read,operator.write,operator.approvals,operator.pairing",
    };

    private static JsonElement Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Published", file)));
        return document.RootElement.Clone();
    }
}
