using System.Runtime.CompilerServices;
using Akka.Actor;

namespace Akka.Streams.Implementation;

/// <summary>One materializer per system, for the calls that take a system in its place.</summary>
internal static class SystemMaterializer
{
    private static readonly ConditionalWeakTable<ActorSystem, Lazy<ActorMaterializer>> Materializers = [];

    internal static ActorMaterializer Of(ActorSystem system) =>
        Materializers.GetValue(system, static s => new Lazy<ActorMaterializer>(() => s.Materializer())).Value;
}
