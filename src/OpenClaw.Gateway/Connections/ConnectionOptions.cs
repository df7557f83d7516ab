namespace OpenClaw.Gateway.Connections;

/// <summary>Limits of connections. The sizes on the wire are the protocol's own and stand in <c>FrameLimits</c>.</summary>
public sealed record ConnectionOptions
{
    /// <summary>How long a client has for its handshake. 15 s.</summary>
    public TimeSpan HandshakeTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Most sockets at a time, handshakes included; more are closed with 1013. 10,000.</summary>
    public int MaxConnections { get; init; } = 10_000;

    /// <summary>Most sockets that have not finished their handshake; beyond it an address that holds many gives way to one that holds fewer, and who is left over is closed
    /// with 1013. 4,096: twice the crowd that has to be served when all come back at once.</summary>
    public int MaxHandshakes { get; init; } = 4_096;

    /// <summary>Most requests of one client that wait for their first answer; more are refused as retryable. 1,024.</summary>
    public int MaxWaitingRequests { get; init; } = 1_024;

    /// <summary>Most requests of one client that are open at all, accepted ones included. 4,096.</summary>
    public int MaxOpenRequests { get; init; } = 4_096;

    /// <summary>Refused calls and faulty frames in a row, without a good one between, that close a client with 1008. 32.</summary>
    public int MaxStrikes { get; init; } = 32;

    /// <summary>How often a <c>tick</c> is sent. 30 s.</summary>
    public TimeSpan TickInterval { get; init; } = TimeSpan.FromMilliseconds(OpenClaw.Protocol.Frames.FrameLimits.TickIntervalMs);

    /// <summary>How long a drain waits for sockets to close before it cuts them. 2 s.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(2);
}
