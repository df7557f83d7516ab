namespace Akka.Actor.Internal;

/// <summary>The cell whose actor runs on this thread.</summary>
public static class InternalCurrentActorCellKeeper
{
    [ThreadStatic]
    private static ActorCell? t_current;

    public static ActorCell? Current
    {
        get => t_current;
        set => t_current = value;
    }
}
