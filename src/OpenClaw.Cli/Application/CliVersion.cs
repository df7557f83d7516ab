namespace OpenClaw.Cli.Application;

/// <summary>The program's version, as <c>--version</c> and the handshake show it.</summary>
internal static class CliVersion
{
    public static string Text { get; } = typeof(CliVersion).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";
}
