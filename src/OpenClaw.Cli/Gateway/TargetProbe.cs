using System.Text.Json;
using OpenClaw.Cli.Connection;
using OpenClaw.Client;

namespace OpenClaw.Cli.Gateway;

/// <summary>How one gateway answered a probe.</summary>
/// <param name="Kind">Why it was tried: <c>explicit</c>, <c>configRemote</c> or <c>localLoopback</c>.</param>
/// <param name="Address">Where.</param>
/// <param name="Latency">From the first packet to the granted connection; null when there was none.</param>
/// <param name="Hello">What was granted; null when nothing was.</param>
/// <param name="Error">Why it failed, in the connection or in the calls after it; null when all went well.</param>
internal sealed record TargetProbe(string Kind, Uri Address, TimeSpan? Latency, GatewayHello? Hello, string? Error)
{
    /// <summary>The gateway's health; undefined when it did not tell.</summary>
    public JsonElement Health { get; private init; }

    /// <summary>The gateway's status; undefined when it did not tell.</summary>
    public JsonElement Summary { get; private init; }

    /// <summary>Who is connected; undefined when it did not tell.</summary>
    public JsonElement Presence { get; private init; }

    /// <summary>Whether it let us in.</summary>
    public bool IsConnected => Hello is not null;

    /// <summary>Whether it also answered what was asked.</summary>
    public bool IsAnswering => IsConnected && Error is null;

    /// <summary>What the secret is good for, in the original's words.</summary>
    public string Capability => Hello switch
    {
        null => Error?.Contains("pairing required", StringComparison.Ordinal) == true ? "pairing_pending" : "unknown",
        { Scopes.Count: 0, Protocol: >= 4 } => "connected_no_operator_scope",
        _ => "read_only",
    };

    /// <summary>Connects and asks for health, status and presence; every failure but Ctrl-C is an outcome.</summary>
    public static async Task<TargetProbe> RunAsync(GatewayInvocation invocation, string kind, GatewayTarget target, CancellationToken cancellationToken)
    {
        var begun = invocation.Cli.Time.GetTimestamp();
        var connected = new TargetProbe(kind, target.Address, null, null, null);
        try
        {
            await using var client = await invocation.ConnectAsync(target, Scopes.Read, cancellationToken).ConfigureAwait(false);
            connected = connected with { Latency = invocation.Cli.Time.GetElapsedTime(begun), Hello = client.Hello };
            var answers = await Task.WhenAll(
                client.CallAsync("health", cancellationToken: cancellationToken),
                client.CallAsync("status", cancellationToken: cancellationToken),
                client.CallAsync("system-presence", cancellationToken: cancellationToken)).ConfigureAwait(false);
            return connected with { Health = answers[0], Summary = answers[1], Presence = answers[2] };
        }
        catch (Exception failure) when (failure is GatewayConnectException or GatewayErrorException or GatewayClosedException or TimeoutException)
        {
            return connected with { Error = failure.Message };
        }
    }
}
