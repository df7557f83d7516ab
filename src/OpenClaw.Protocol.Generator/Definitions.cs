namespace OpenClaw.Protocol.Generator;

/// <summary>A line of <c>methods.json</c>.</summary>
public sealed record MethodDefinition(
    string Name,
    string Context,
    string Description,
    IReadOnlyList<string> Roles,
    string? Scope,
    string Params,
    string Result,
    bool Idempotent,
    int Since,
    int? Until = null,
    bool Handshake = false,
    string? SideEffect = null);

/// <summary>A line of <c>events.json</c>.</summary>
public sealed record EventDefinition(
    string Name,
    string Context,
    string Description,
    string Payload,
    IReadOnlyDictionary<string, string?> Scope,
    bool Droppable,
    bool Targeted,
    string? Role = null,
    string? Subscription = null);

/// <summary>The whole of <c>errors.json</c>.</summary>
public sealed record ErrorDefinitions(
    IReadOnlyList<ErrorDefinition> Errors,
    IReadOnlyList<DetailDefinition> Details,
    IReadOnlyList<CloseDefinition> CloseCodes);

/// <summary>An error code.</summary>
public sealed record ErrorDefinition(string Code, string Description, bool Retryable, int Since);

/// <summary>A finer code, found in <c>error.details.code</c>.</summary>
public sealed record DetailDefinition(string Code, string Description, string Error, int? CloseCode = null, string? NextStep = null, bool Reserved = false);

/// <summary>A WebSocket close code.</summary>
public sealed record CloseDefinition(int Code, string Name, string Description, string Reconnect);
