using OpenClaw.Cli.Connection;
using OpenClaw.Client;

namespace OpenClaw.Cli.Gateway;

internal enum ProbeOutcome
{
    Ok,
    Failed,
    Skipped,
}

/// <summary>Whether the gateway answers: a handshake and one call.</summary>
/// <param name="Outcome">How it went.</param>
/// <param name="Error">Why it failed; null otherwise.</param>
/// <param name="Hello">What the gateway granted; null when it did not answer.</param>
internal sealed record GatewayProbe(ProbeOutcome Outcome, string? Error, GatewayHello? Hello)
{
    public static readonly GatewayProbe Skipped = new(ProbeOutcome.Skipped, null, null);

    /// <summary>Probes within the command's time-out; every failure but Ctrl-C is an outcome.</summary>
    public static async Task<GatewayProbe> RunAsync(GatewayInvocation invocation, CancellationToken cancellationToken)
    {
        try
        {
            await using var client = await invocation.ConnectAsync(Scopes.Read, cancellationToken).ConfigureAwait(false);
            await client.CallAsync("status", cancellationToken: cancellationToken).ConfigureAwait(false);
            return new GatewayProbe(ProbeOutcome.Ok, null, client.Hello);
        }
        catch (Exception failure) when (failure is GatewayConnectException or GatewayErrorException or GatewayClosedException or TimeoutException)
        {
            return new GatewayProbe(ProbeOutcome.Failed, failure.Message, null);
        }
    }
}
