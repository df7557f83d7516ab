namespace OpenClaw.Cli.Connection;

/// <summary>Where a command connects, with what, and why there.</summary>
/// <param name="Address">The WebSocket address.</param>
/// <param name="AddressSource">What decided it: <c>--url</c>, <c>OPENCLAW_GATEWAY_URL</c>, or the port's source.</param>
/// <param name="Token">The token to send; null for none.</param>
/// <param name="Password">The password to send; null for none.</param>
/// <param name="SecretSource">Where the secret came from; null when there is none.</param>
internal sealed record GatewayTarget(Uri Address, string AddressSource, string? Token, string? Password, string? SecretSource)
{
    /// <summary>Prints no secret.</summary>
    public override string ToString() => $"{Address} ({AddressSource})";
}
