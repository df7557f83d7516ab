namespace OpenClaw.Gateway.Connections;

/// <summary>Names one socket while it lives; <c>server.connId</c> in hello-ok.</summary>
public readonly record struct ConnectionId(string Value)
{
    /// <summary>A fresh id.</summary>
    public static ConnectionId New() => new(Guid.NewGuid().ToString());

    /// <inheritdoc/>
    public override string ToString() => Value;
}
