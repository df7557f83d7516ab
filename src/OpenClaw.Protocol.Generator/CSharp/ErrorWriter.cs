namespace OpenClaw.Protocol.Generator.CSharp;

/// <summary>Writes the error codes, detail codes and close codes.</summary>
public static class ErrorWriter
{
    /// <summary>Writes the three classes.</summary>
    public static void Write(ErrorDefinitions errors, OutputTree output)
    {
        const string Namespace = "OpenClaw.Protocol.Errors";
        var codes = new SourceText(Namespace, "errors.json");
        codes.Summary("Values of `error.code`.").Line("public static class ErrorCodes").Line("{");
        TableWriter.WriteConstants(codes, errors.Errors.Select(error => (Name(error.Code), error.Code, (string?)error.Description)));
        codes.Line().Summary("Whether the same request may succeed later, unless the error itself says otherwise.", "    ");
        codes.Line("    public static bool IsRetryable(string code) => " +
            $"code is {string.Join(" or ", errors.Errors.Where(error => error.Retryable).Select(error => Name(error.Code)))};");
        output.Add("Errors/ErrorCodes", codes.Line("}").ToString());

        var details = new SourceText(Namespace, "errors.json");
        details.Summary("Values of `error.details.code`.").Line("public static class ErrorDetailCodes").Line("{");
        TableWriter.WriteConstants(details, errors.Details.Select(detail => (Name(detail.Code), detail.Code, (string?)detail.Description)));
        output.Add("Errors/ErrorDetailCodes", details.Line("}").ToString());

        var closes = new SourceText(Namespace, "errors.json");
        closes.Summary("WebSocket close codes.").Line("public static class CloseCodes").Line("{");
        for (var i = 0; i < errors.CloseCodes.Count; i++)
        {
            var close = errors.CloseCodes[i];
            closes.Line(i == 0 ? "    // Reconnect says whether a client should come back." : "");
            closes.Summary($"{close.Description} Reconnect: {close.Reconnect}.", "    ").Line($"    public const int {close.Name} = {close.Code};");
        }

        output.Add("Errors/CloseCodes", closes.Line("}").ToString());
    }

    private static string Name(string code) => string.Concat(code.Split('_').Select(word => word[..1] + word[1..].ToLowerInvariant()));
}
