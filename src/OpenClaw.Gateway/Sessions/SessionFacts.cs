using OpenClaw.Domain.Sessions;

namespace OpenClaw.Gateway.Sessions;

/// <summary>What is known about a session that may not answer.</summary>
internal sealed record SessionFacts
{
    /// <summary>Its key.</summary>
    public required SessionKey Key { get; init; }

    /// <summary>Its row; null when nobody has spoken in it.</summary>
    public SessionSummary? Summary { get; init; }

    /// <summary>Why its model cannot be called; null when it can.</summary>
    public string? ModelProblem { get; init; }

    /// <summary>Whether it failed and is about to be begun anew.</summary>
    public bool IsDown { get; init; }

    /// <summary>How often it failed in a row.</summary>
    public int Failures { get; init; }

    /// <summary>The lane of its first run, when that run waits for a place: its name, runs that go in it, and how many may.</summary>
    public (string Name, int Running, int Limit)? Lane { get; init; }

    /// <summary>How long its actor took to answer; null when it did not.</summary>
    public TimeSpan? AnsweredIn { get; init; }

    /// <summary>What its actor says of itself; null when it does not answer.</summary>
    public SessionProtocol.Condition? Condition { get; init; }

    /// <summary>Whether it has an actor at the moment; one that nobody needs has none.</summary>
    public bool HasActor { get; init; }
}
