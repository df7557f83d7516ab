using OpenClaw.Cli.Output;
using OpenClaw.Client;

namespace OpenClaw.Cli.Application;

/// <summary>Turns what commands throw into one line on standard error, a JSON document if asked for, and an exit code.</summary>
internal static class FailureReport
{
    public static async Task<int> GuardAsync(CliContext cli, bool json, Func<Task<int>> run)
    {
        try
        {
            return await run().ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return ExitCodes.Interrupted;
        }
        catch (IOException broken) when (CliTerminal.IsBrokenPipe(broken))
        {
            return ExitCodes.Ok;
        }
        catch (Exception failure) when (Describe(failure) is { } description)
        {
            return Report(cli, json, description);
        }
    }

    public static int Report(CliContext cli, bool json, CliException failure)
    {
        cli.Terminal.Error.WriteLine($"openclaw: {failure.Message}");
        if (json)
            JsonOutput.WriteFailure(cli.Terminal.Out, failure.Code, failure.Message);
        return failure.ExitCode;
    }

    private static CliException? Describe(Exception failure) => failure switch
    {
        CliException known => known,
        GatewayConnectException { Error: { } refusal } refused => new CliException($"{refused.Message}{RefusalAdvice(refusal)}", refusal.DetailCode ?? refusal.Code),
        GatewayConnectException { Failure: GatewayConnectFailure.Unreachable } down => new CliException(
            $"{down.Message}; {(down.Address.IsLoopback ? "start a gateway with: openclaw gateway" : "is the address right, and does the gateway there listen beyond loopback?")}", "GATEWAY_UNREACHABLE"),
        GatewayConnectException other => new CliException(other.Message, "GATEWAY_" + other.Failure.ToString().ToUpperInvariant()),
        GatewayErrorException error => new CliException($"{error.Method}: {error.Message} ({error.Code}{RetryAdvice(error)})", error.Code),
        GatewayClosedException closed => new CliException(closed.Message, "GATEWAY_CLOSED"),
        TimeoutException late => new CliException($"{late.Message.TrimEnd('.')}; raise --timeout or see: openclaw logs", "TIMEOUT"),
        UnauthorizedAccessException or IOException => new CliException(failure.Message, "IO_ERROR"),
        _ => null,
    };

    private static string RefusalAdvice(GatewayErrorException refusal) => refusal.DetailCode switch
    {
        // A gateway asks for a device where it was shown no secret at all.
        "AUTH_TOKEN_MISSING" or "AUTH_TOKEN_MISMATCH" or "DEVICE_IDENTITY_REQUIRED" => "; pass --token or set OPENCLAW_GATEWAY_TOKEN",
        "AUTH_PASSWORD_MISSING" or "AUTH_PASSWORD_MISMATCH" => "; pass --password or set OPENCLAW_GATEWAY_PASSWORD",
        "AUTH_RATE_LIMITED" => RetryAdvice(refusal) is { Length: > 0 } wait ? wait : "; wait before trying again",
        "PAIRING_REQUIRED" => refusal.Details.String("requestId") is { } request
            ? $"; approve this device on the gateway's host: openclaw devices approve {request}"
            : "; approve this device on the gateway's host: openclaw devices list",
        _ => "",
    };

    private static string RetryAdvice(GatewayErrorException error) =>
        error.RetryAfter is { } wait ? $"; try again in {Math.Ceiling(wait.TotalSeconds):0} s" : error.IsRetryable ? "; trying again may help" : "";
}
