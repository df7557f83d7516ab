using Microsoft.AspNetCore.Http;

namespace OpenClaw.Models.Tests.Endpoints;

/// <summary>How an endpoint of one dialect writes its answer, written down from the dialect's public documentation.</summary>
public interface IModelDialect
{
    string Api { get; }

    /// <summary>The member of a request, in quotes, that says how long to think.</summary>
    string ThinkingMember { get; }

    string? KeyOf(HttpContext context);

    Task BeginAsync(HttpContext context);

    Task TextAsync(HttpContext context, string text);

    Task ToolCallAsync(HttpContext context, string id, string name, params string[] argumentParts);

    Task EndAsync(HttpContext context, int inputTokens, int outputTokens, bool toolUse = false);
}
