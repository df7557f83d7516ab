using System.Collections.Immutable;

namespace OpenClaw.Domain.Access;

/// <summary>A <c>connect</c> request, after its schema was checked.</summary>
public sealed record ConnectRequest
{
    /// <summary>Lowest protocol that the client speaks.</summary>
    public required int MinProtocol { get; init; }

    /// <summary>Highest protocol that the client speaks.</summary>
    public required int MaxProtocol { get; init; }

    /// <summary>Who the client says it is.</summary>
    public required ClientDescription Client { get; init; }

    /// <summary>The role as sent; absent means operator.</summary>
    public string? Role { get; init; }

    /// <summary>Scopes as sent, in the order sent: the signature covers them.</summary>
    public ImmutableArray<string> Scopes { get; init; } = [];

    /// <summary>Secrets that it presents.</summary>
    public PresentedCredentials Credentials { get; init; } = PresentedCredentials.None;

    /// <summary>Its device identity, if it has one.</summary>
    public DeviceProof? Device { get; init; }
}

/// <summary>Who a client says it is (<c>connect.params.client</c>). Nothing here is proven.</summary>
public sealed record ClientDescription
{
    /// <summary>One of the protocol's closed set, such as <c>cli</c> or <c>openclaw-control-ui</c>.</summary>
    public required string Id { get; init; }

    /// <summary>One of the protocol's closed set, such as <c>cli</c>, <c>backend</c>, <c>node</c>, <c>probe</c>.</summary>
    public required string Mode { get; init; }

    /// <summary>The client's version, free text.</summary>
    public required string Version { get; init; }

    /// <summary>Operating system, free text.</summary>
    public required string Platform { get; init; }

    /// <summary>A name for people.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Such as <c>iPhone</c> or <c>Linux</c>.</summary>
    public string? DeviceFamily { get; init; }

    /// <summary>Such as <c>iPhone17,1</c>.</summary>
    public string? ModelIdentifier { get; init; }

    /// <summary>Stable per installation; what presence is keyed by.</summary>
    public string? InstanceId { get; init; }
}

/// <summary>The secrets in a connect request (<c>connect.params.auth</c>). Prints itself redacted.</summary>
public sealed record PresentedCredentials(string? Token = null, string? Password = null, string? DeviceToken = null, string? BootstrapToken = null)
{
    /// <summary>Nothing presented.</summary>
    public static readonly PresentedCredentials None = new();

    /// <inheritdoc/>
    public override string ToString() => "(redacted)";
}
