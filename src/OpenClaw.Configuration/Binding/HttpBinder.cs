using OpenClaw.Configuration.Schema;

namespace OpenClaw.Configuration.Binding;

/// <summary>Reads <c>gateway.http</c> and <c>gateway.tools</c>.</summary>
internal static class HttpBinder
{
    public static GatewayHttpBlock Bind(BlockReader block)
    {
        var endpoints = block.Block("endpoints");
        var defaults = new GatewayHttpBlock();
        var result = new GatewayHttpBlock
        {
            ChatCompletions = Endpoint(endpoints.Block("chatCompletions"), defaults.ChatCompletions),
            Responses = Endpoint(endpoints.Block("responses"), defaults.Responses),
        };
        endpoints.ReportUnknown();
        block.Recognise("securityHeaders");
        block.ReportUnknown();
        return result;
    }

    public static GatewayToolsBlock BindTools(BlockReader block)
    {
        var result = new GatewayToolsBlock { Allow = block.Strings("allow") ?? [], Deny = block.Strings("deny") ?? [] };
        block.ReportUnknown();
        return result;
    }

    private static OpenAiEndpointBlock Endpoint(BlockReader block, OpenAiEndpointBlock defaults)
    {
        var images = block.Block("images");
        var files = block.Block("files");
        var result = new OpenAiEndpointBlock
        {
            Enabled = block.Boolean("enabled") ?? defaults.Enabled,
            MaxBodyBytes = block.Integer("maxBodyBytes", 1024, 100_000_000) ?? defaults.MaxBodyBytes,
            MaxImageBytes = images.Integer("maxBytes", 0, 100_000_000) ?? defaults.MaxImageBytes,
            AllowImageUrls = images.Boolean("allowUrl") ?? defaults.AllowImageUrls,
            AllowFileUrls = files.Boolean("allowUrl") ?? defaults.AllowFileUrls,
            MaxUrlParts = block.Integer("maxUrlParts", 0, 100) ?? defaults.MaxUrlParts,
            MaxFileBytes = files.Integer("maxBytes", 0, 100_000_000) ?? defaults.MaxFileBytes,
            MaxFileChars = files.Integer("maxChars", 0, 100_000_000) ?? defaults.MaxFileChars,
        };
        images.Recognise("urlAllowlist", "allowedMimes", "maxRedirects", "timeoutMs");
        images.ReportUnknown();
        files.Recognise("urlAllowlist", "allowedMimes", "maxRedirects", "timeoutMs", "pdf");
        files.ReportUnknown();
        block.Recognise("maxImageParts", "maxTotalImageBytes");
        block.ReportUnknown();
        return result;
    }
}
