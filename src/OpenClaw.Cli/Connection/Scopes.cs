using OpenClaw.Client;

namespace OpenClaw.Cli.Connection;

/// <summary>The scopes that commands ask for: each the least that does.</summary>
internal static class Scopes
{
    public static readonly IReadOnlyList<string> Read = ["operator.read"];
    public static readonly IReadOnlyList<string> Write = ["operator.write", "operator.read"];
    public static readonly IReadOnlyList<string> Admin = ["operator.admin"];
    public static readonly IReadOnlyList<string> Pairing = ["operator.pairing"];

    public static readonly IReadOnlyList<string> Approvals = ["operator.approvals"];

    /// <summary>For <c>gateway call</c>, which may name any method.</summary>
    public static IReadOnlyList<string> All => GatewayClientOptions.AllOperatorScopes;
}
