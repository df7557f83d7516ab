using System.Text.Json;

namespace OpenClaw.Client;

/// <summary>What the gateway granted in its <c>hello-ok</c>.</summary>
public sealed class GatewayHello
{
    internal GatewayHello(JsonElement payload)
    {
        Raw = payload;
        Protocol = payload.Int32("protocol") ?? 0;
        var server = payload.Property("server");
        ServerVersion = server.String("version") ?? "unknown";
        ConnectionId = server.String("connId") ?? "";
        var features = payload.Property("features");
        Methods = features.Strings("methods").ToHashSet(StringComparer.Ordinal);
        Events = features.Strings("events").ToHashSet(StringComparer.Ordinal);
        var auth = payload.Property("auth");
        Scopes = [.. auth.Strings("scopes")];
        DeviceToken = auth.String("deviceToken");
        Snapshot = payload.Property("snapshot");
        TickInterval = TimeSpan.FromMilliseconds(payload.Property("policy").Int32("tickIntervalMs") is { } ms and > 0 ? ms : 30_000);
    }

    /// <summary>The protocol version both sides speak from here on.</summary>
    public int Protocol { get; }

    /// <summary>The gateway's version.</summary>
    public string ServerVersion { get; }

    /// <summary>The gateway's id of this connection, as its logs name it.</summary>
    public string ConnectionId { get; }

    /// <summary>Every method the gateway answers.</summary>
    public IReadOnlySet<string> Methods { get; }

    /// <summary>Every event the gateway sends.</summary>
    public IReadOnlySet<string> Events { get; }

    /// <summary>Scopes granted; empty from a protocol-3 gateway, which does not say.</summary>
    public IReadOnlyList<string> Scopes { get; }

    /// <summary>A token issued to the signing device, to be kept and used next time; null when none was issued.</summary>
    public string? DeviceToken { get; }

    /// <summary>Presence, health and their versions at the moment of connecting.</summary>
    public JsonElement Snapshot { get; }

    /// <summary>How often the gateway sends <c>tick</c>.</summary>
    public TimeSpan TickInterval { get; }

    /// <summary>The whole <c>hello-ok</c>.</summary>
    public JsonElement Raw { get; }
}
