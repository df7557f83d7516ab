using Akka.Actor;

namespace Akka.Streams.Implementation;

/// <summary>Materializes graphs onto the actor of the stage that asks: sub-streams keep their order and cost no actor.</summary>
internal sealed class SubFusingMaterializer(ActorMaterializerImpl outer, IGraphOwner owner) : ActorMaterializer(outer.System, outer.Settings, outer.Supervisor)
{
    /// <inheritdoc/>
    public override bool IsShutdown => outer.IsShutdown;

    /// <inheritdoc/>
    public override IMaterializer WithNamePrefix(string namePrefix) => new SubFusingMaterializer((ActorMaterializerImpl)outer.WithNamePrefix(namePrefix), owner);

    /// <inheritdoc/>
    public override TMat Materialize<TMat>(IGraph<ClosedShape, TMat> runnable, Attributes initialAttributes) => outer.Materialize(runnable, initialAttributes, owner);

    /// <inheritdoc/>
    public override void Shutdown() => throw new NotSupportedException("The materializer of a stage lives as long as the one that runs the stage.");
}
