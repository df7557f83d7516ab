using Akka.Streams.Stage;
using Akka.Streams.Implementation.Stages;

namespace Akka.Streams.Implementation;

/// <summary>A part that emits the value of the composite it is in.</summary>
internal interface IOwnValueModule;

/// <summary>Is told the value, before the graph runs.</summary>
internal interface IOwnValueSink
{
    void Set(object? value);
}

/// <summary>A source of one element: the value of the composite around it.</summary>
internal sealed class OwnValueModule<TMat> : GraphModule, IOwnValueModule
{
    private readonly Outlet<TMat> _outlet = SourcePorts<TMat>.Shape.Outlet;

    internal OwnValueModule(Attributes? attributes = null) : base(attributes ?? Attributes.CreateName("matValueSource")) { }

    internal override GraphModule With(Attributes attributes) => new OwnValueModule<TMat>(attributes);

    internal override Built BuildParts(GraphBuild build, Attributes inherited)
    {
        var logic = new Logic();
        build.Add(logic);
        return new Built(logic, [], [new PortHandle(logic, 0, null, _outlet)]);
    }

    private sealed class Logic : SourceLogic<TMat>, IOwnValueSink
    {
        private TMat _value = default!;

        public void Set(object? value) => _value = (TMat)value!;

        public override void OnPull()
        {
            Push(Out, _value);
            CompleteStage();
        }
    }
}
