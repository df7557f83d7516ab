using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using OpenClaw.Daemon.Http.Doors;
using OpenClaw.Domain.Sessions;
using OpenClaw.Gateway.Agents;

namespace OpenClaw.Daemon.Http.OpenAi;

/// <summary>Which agent and session a request means.</summary>
/// <param name="Key">The session.</param>
/// <param name="GoesOn">Whether it may remember earlier requests.</param>
/// <param name="Conversation">Names a session that the request began by itself, in 32 hexadecimal digits; part of the answer's id.</param>
internal sealed record SessionChoice(SessionKey Key, bool GoesOn, string Conversation)
{
    private const string ResponseIdPrefix = "resp_";
    private const int IdDigits = 32;

    private static readonly string[] s_agentPrefixes = ["openclaw:", "openclaw/", "agent:"];

    /// <summary>
    /// Chooses. The agent: <c>x-openclaw-agent-id</c>, else a <c>model</c> such as <c>openclaw:ID</c>, <c>openclaw/ID</c> or <c>agent:ID</c>, else the default
    /// one. The session: <c>x-openclaw-session-key</c>; else that of the previous response; else the user's; else a new one.
    /// </summary>
    public static bool TryChoose(
        HttpContext context, OpenAiRequest request, string kind, AgentDirectory agents, [NotNullWhen(true)] out SessionChoice? choice, [NotNullWhen(false)] out string? error)
    {
        choice = null;
        var conversation = NewId();
        var agent = HttpCaller.Header(context, "x-openclaw-agent-id") ?? AgentOf(request.Model);
        if (HttpCaller.Header(context, "x-openclaw-session-key") is { } wanted)
        {
            return Found(agents.TryResolve(wanted, agent, out var chosen, out error), chosen, goesOn: true, conversation, out choice);
        }

        var goesOn = true;
        string name;
        if (request.PreviousResponse is { } previous)
        {
            if (ConversationOf(previous) is not { } earlier)
            {
                error = "previous_response_id is no id of a response of this gateway";
                return false;
            }

            conversation = earlier;
            name = request.User is null ? $"{kind}:{earlier}" : UserSession(kind, request.User);
        }
        else
        {
            goesOn = request.User is not null;
            name = request.User is null ? $"{kind}:{conversation}" : UserSession(kind, request.User);
        }

        if (!agents.TryResolve(null, agent, out var main, out error))
        {
            return false;
        }

        return Found(agents.TryResolve($"agent:{main.Agent.Value}:{name}", agent, out var key, out error), key, goesOn, conversation, out choice);
    }

    /// <summary>An id for an answer from which the next request can name the session.</summary>
    public string NewResponseId() => $"{ResponseIdPrefix}{Conversation}{NewId()}";

    /// <summary>32 random hexadecimal digits.</summary>
    public static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdDigits / 2));

    private static bool Found(bool found, SessionKey key, bool goesOn, string conversation, out SessionChoice? choice)
    {
        choice = found ? new SessionChoice(key, goesOn, conversation) : null;
        return found;
    }

    private static string? ConversationOf(string responseId) =>
        responseId.Length == ResponseIdPrefix.Length + 2 * IdDigits
        && responseId.StartsWith(ResponseIdPrefix, StringComparison.Ordinal)
        && responseId.Skip(ResponseIdPrefix.Length).All(char.IsAsciiHexDigitLower)
            ? responseId.Substring(ResponseIdPrefix.Length, IdDigits)
            : null;

    private static string? AgentOf(string model)
    {
        foreach (var prefix in s_agentPrefixes)
        {
            if (model.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && model.Length > prefix.Length)
            {
                return model[prefix.Length..] is "default" ? null : model[prefix.Length..];
            }
        }

        // Whatever else a client has in its settings means "the agent".
        return null;
    }

    // Users may be named as no session can be, and session keys know no capitals.
    private static string UserSession(string kind, string user) =>
        user.Length <= 64 && user.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_' or '.' or '@')
            ? $"{kind}-user:{user}"
            : $"{kind}-user:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(user)).AsSpan(0, 16))}";
}
