namespace Akka.Streams.Supervision;

/// <summary>What a stage does when a user function throws.</summary>
public enum Directive
{
    /// <summary>Fail the stream.</summary>
    Stop,

    /// <summary>Drop the element and go on.</summary>
    Resume,

    /// <summary>Drop the element and the state that the stage has gathered, and go on.</summary>
    Restart,
}

/// <summary>Chooses a directive for an exception.</summary>
public delegate Directive Decider(Exception cause);

/// <summary>The common deciders.</summary>
public static class Deciders
{
    /// <summary>Always <see cref="Directive.Stop"/>: the default.</summary>
    public static readonly Decider StoppingDecider = static _ => Directive.Stop;

    /// <summary>Always <see cref="Directive.Resume"/>.</summary>
    public static readonly Decider ResumingDecider = static _ => Directive.Resume;

    /// <summary>Always <see cref="Directive.Restart"/>.</summary>
    public static readonly Decider RestartingDecider = static _ => Directive.Restart;
}
