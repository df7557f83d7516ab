using Akka.Streams.Stage;
using Akka.Streams.Implementation.Stages;

namespace Akka.Streams.Implementation;

/// <summary>The two halves of an asynchronous boundary: a sink in one island that feeds a source, with a buffer, in another.</summary>
internal readonly record struct Boundary(GraphStageLogic Sink, Inlet SinkInlet, GraphStageLogic Source, Outlet SourceOutlet)
{
    internal static Boundary Of<T>(Attributes attributes)
    {
        var source = new PublisherSourceLogic<T>(null, attributes);
        return new Boundary(new SubscriberSinkLogic<T>(source, false), SinkPorts<T>.Shape.Inlet, source, SourcePorts<T>.Shape.Outlet);
    }

    /// <summary>Builds a part in an island of its own; what the caller gets are the near halves of its boundaries.</summary>
    internal static Built Isolate(GraphModule part, GraphBuild outer, Attributes inherited)
    {
        var own = inherited.And(part.Attributes);
        var island = outer.NewIsland(part.Attributes.GetAttribute<ActorAttributes.Dispatcher>()?.Name);
        var built = part.BuildParts(island, inherited);

        var inlets = new PortHandle[built.Inlets.Length];
        for (var i = 0; i < inlets.Length; i++)
        {
            var far = built.Inlets[i];
            var boundary = far.Inlet!.MakeBoundary(own);
            outer.Add(boundary.Sink);
            island.Add(boundary.Source);
            island.Connect(new PortHandle(boundary.Source, 0, null, boundary.SourceOutlet), far);
            inlets[i] = new PortHandle(boundary.Sink, 0, boundary.SinkInlet, null);
        }

        var outlets = new PortHandle[built.Outlets.Length];
        for (var i = 0; i < outlets.Length; i++)
        {
            var far = built.Outlets[i];
            var boundary = far.Outlet!.MakeBoundary(own);
            island.Add(boundary.Sink);
            outer.Add(boundary.Source);
            island.Connect(far, new PortHandle(boundary.Sink, 0, boundary.SinkInlet, null));
            outlets[i] = new PortHandle(boundary.Source, 0, null, boundary.SourceOutlet);
        }

        return built with { Inlets = inlets, Outlets = outlets };
    }
}
