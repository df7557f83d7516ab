using System.Collections.Immutable;

namespace OpenClaw.Configuration.Schema;

/// <summary><c>gateway.http.endpoints</c>: the doors for clients of OpenAI's interfaces.</summary>
public sealed record GatewayHttpBlock
{
    /// <summary><c>chatCompletions</c>: <c>POST /v1/chat/completions</c>, and with it <c>GET /v1/models</c>.</summary>
    public OpenAiEndpointBlock ChatCompletions { get; init; } = new();

    /// <summary><c>responses</c>: <c>POST /v1/responses</c>, and with it <c>GET /v1/models</c>.</summary>
    public OpenAiEndpointBlock Responses { get; init; } = new() { AllowImageUrls = true, AllowFileUrls = true };
}

/// <summary>One of these doors. Whoever may use it may do what the gateway's operator may: runs have the agent's tools.</summary>
public sealed record OpenAiEndpointBlock
{
    /// <summary><c>enabled</c>; off unless asked for.</summary>
    public bool Enabled { get; init; }

    /// <summary><c>maxBodyBytes</c>.</summary>
    public int MaxBodyBytes { get; init; } = 20_000_000;

    /// <summary><c>images.maxBytes</c>: largest picture, decoded.</summary>
    public int MaxImageBytes { get; init; } = 10_000_000;

    /// <summary><c>images.allowUrl</c>: whether a picture may be named by its address; fetched from public addresses only. On for responses, off for chat completions.</summary>
    public bool AllowImageUrls { get; init; }

    /// <summary><c>files.allowUrl</c>: the same for files.</summary>
    public bool AllowFileUrls { get; init; }

    /// <summary><c>maxUrlParts</c>: pictures and files of one request that may be named by address.</summary>
    public int MaxUrlParts { get; init; } = 8;

    /// <summary><c>files.maxBytes</c>: largest file, decoded.</summary>
    public int MaxFileBytes { get; init; } = 5_000_000;

    /// <summary><c>files.maxChars</c>: text of one file that the model is given; the rest is cut.</summary>
    public int MaxFileChars { get; init; } = 200_000;
}

/// <summary><c>gateway.tools</c>: which tools <c>POST /tools/invoke</c> lets through, besides what policy allows an agent.</summary>
public sealed record GatewayToolsBlock
{
    /// <summary><c>allow</c>: tools to take off the list of those that are denied by default.</summary>
    public ImmutableArray<string> Allow { get; init; } = [];

    /// <summary><c>deny</c>: further tools to deny.</summary>
    public ImmutableArray<string> Deny { get; init; } = [];
}
