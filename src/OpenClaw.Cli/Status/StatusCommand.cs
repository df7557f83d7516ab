using System.Text.Json;
using OpenClaw.Cli.Application;
using OpenClaw.Cli.Connection;
using OpenClaw.Cli.Health;
using OpenClaw.Cli.Output;
using OpenClaw.Client;

namespace OpenClaw.Cli.Status;

/// <summary><c>openclaw status</c>: gateway, channels, presence and recent sessions on one screen.</summary>
internal sealed class StatusCommand : GatewayCommand
{
    public StatusCommand(CliContext cli)
        : base(cli, "status", "Show gateway, channels and recent sessions", ["openclaw status", "openclaw status --json", "openclaw --dev status"]) =>
        AddConnectionOptions();

    protected override async Task<int> RunAsync(GatewayInvocation invocation, CancellationToken cancellationToken)
    {
        await using var client = await invocation.ConnectAsync(Scopes.Read, cancellationToken).ConfigureAwait(false);
        var calls = await Task.WhenAll(
            client.CallAsync("status", cancellationToken: cancellationToken),
            client.CallAsync("health", cancellationToken: cancellationToken),
            client.CallAsync("system-presence", cancellationToken: cancellationToken)).ConfigureAwait(false);
        var (status, health, presence) = (calls[0], calls[1], calls[2]);
        if (invocation.Json)
            WriteJson(invocation, client.Hello, status, health, presence);
        else
            WriteText(invocation, client.Hello, status, health, presence);
        return ExitCodes.Ok;
    }

    /// <summary>The gateway's own status, with what the other two calls said beside it.</summary>
    private static void WriteJson(GatewayInvocation invocation, GatewayHello hello, JsonElement status, JsonElement health, JsonElement presence) =>
        JsonOutput.Write(invocation.Out, (invocation, hello, status, health, presence), static (writer, all) =>
        {
            writer.WriteStartObject();
            if (all.status.ValueKind == JsonValueKind.Object)
            {
                foreach (var property in all.status.EnumerateObject().Where(static property => property.Name is not ("gateway" or "health" or "presence")))
                    property.WriteTo(writer);
            }

            writer.WriteStartObject("gateway");
            writer.WriteString("url", all.invocation.Target.Address.ToString());
            writer.WriteBoolean("reachable", true);
            writer.WriteString("version", all.hello.ServerVersion);
            writer.WriteNumber("protocol", all.hello.Protocol);
            writer.WriteEndObject();
            writer.WritePropertyName("health");
            JsonOutput.WriteValue(writer, all.health);
            writer.WritePropertyName("presence");
            JsonOutput.WriteValue(writer, all.presence);
            writer.WriteEndObject();
        });

    private static void WriteText(GatewayInvocation invocation, GatewayHello hello, JsonElement status, JsonElement health, JsonElement presence)
    {
        var output = invocation.Out;
        output.WriteLine($"Gateway: reachable at {invocation.Target.Address} (version {hello.ServerVersion}, protocol {hello.Protocol})");
        if (hello.Snapshot.Int64("uptimeMs") is { } uptime)
            output.WriteLine($"Uptime: {Ages.Short(TimeSpan.FromMilliseconds(uptime))}");
        WriteChannels(output, status, health);
        var clients = presence.ValueKind == JsonValueKind.Array ? presence.GetArrayLength() : 0;
        output.WriteLine($"Presence: {clients} {(clients == 1 ? "entry" : "entries")}");
        WriteSessions(invocation, status.Property("sessions"));
    }

    private static void WriteChannels(TextWriter output, JsonElement status, JsonElement health)
    {
        var link = status.Property("linkChannel") is { ValueKind: JsonValueKind.Object } linked ? linked : health.Property("linkChannel");
        if (link.ValueKind == JsonValueKind.Object)
            output.WriteLine($"Link channel: {link.String("label") ?? link.String("id")} {HealthText.ChannelState(link)}");
        var channels = health.Strings("channelOrder").ToList();
        if (channels.Count == 0)
            output.WriteLine("Channels: none configured");
        foreach (var channel in channels)
            output.WriteLine($"{health.Property("channelLabels").String(channel) ?? channel}: {HealthText.ChannelState(health.Property("channels").Property(channel))}");
    }

    private static void WriteSessions(GatewayInvocation invocation, JsonElement sessions)
    {
        invocation.Out.WriteLine($"Sessions: {sessions.Int32("count") ?? 0}{(sessions.Property("defaults").String("model") is { } model ? $" (default model {model})" : "")}");
        var rows = sessions.Items("recent").Take(10).Select(session => new[]
        {
            session.String("key") ?? "?",
            session.String("kind") ?? "-",
            Ages.Since(session.Int64("updatedAt"), invocation.Cli.Time),
            session.String("model") ?? "-",
        }).ToList();
        if (rows.Count > 0)
            TableView.Write(invocation.Cli.Terminal, ["Key", "Kind", "Updated", "Model"], rows);
    }
}
