using System.Diagnostics.CodeAnalysis;

namespace Akka.Actor;

/// <summary>The two references that stand for absence.</summary>
public static class ActorRefs
{
    public static readonly Nobody Nobody = Nobody.Instance;

    /// <summary>No sender; answers go to dead letters. Null, as in the API this stands for.</summary>
    public static readonly IActorRef NoSender = null!;

    /// <summary>True for null and for <see cref="Nobody"/>.</summary>
    public static bool IsNobody([NotNullWhen(false)] this IActorRef? actorRef) => actorRef is null or Akka.Actor.Nobody;
}
