using Akka.Actor;
using Akka.Streams;

namespace OpenClaw.Gateway.Connections;

/// <summary>The materializers on which sockets' streams run, each an actor; sockets take them in turn.</summary>
/// <remarks>
/// One for all would write a broadcast on one core, and whatever kept one client's streams busy would keep every client waiting. One for each socket costs a handshake a tenth more.
/// Nothing long runs here: a stage moves bytes, and a frame is parsed by the connection's own actor.
/// </remarks>
/// <param name="owner">The actor whose children they are; only it calls.</param>
internal sealed class SocketMaterializers(IActorContext owner)
{
    private const int PerProcessor = 8;

    private readonly IMaterializer?[] _materializers = new IMaterializer?[PerProcessor * Environment.ProcessorCount];
    private readonly ActorMaterializerSettings _settings = ActorMaterializerSettings.Create(owner.System);
    private int _next = -1;

    /// <summary>The one for the next socket.</summary>
    public IMaterializer Next()
    {
        _next = (_next + 1) % _materializers.Length;
        return _materializers[_next] ??= owner.Materializer(_settings);
    }
}
