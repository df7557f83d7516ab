namespace OpenClaw.Domain.AgentRuns;

/// <summary>Why a <see cref="DataUrl"/> cannot be read. Each reader says it in the words of its own clients.</summary>
public enum DataUrlFault
{
    /// <summary>It was read.</summary>
    None,

    /// <summary>The address is of another scheme.</summary>
    NoDataUrl,

    /// <summary>The data is not marked as base64.</summary>
    NotBase64,

    /// <summary>The data is marked as base64 and is not.</summary>
    Damaged,

    /// <summary>The data is larger than the reader takes.</summary>
    TooLarge,
}
