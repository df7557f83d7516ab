using Akka.Streams.Implementation;

namespace Akka.Streams.Stage;

// Ports by position, for built-in stages whose inlets are of many types.
public abstract partial class GraphStageLogic
{
    internal void PullInlet(int inlet) => Interpreter.Pull(_connections[inlet]);

    internal bool InletHasElement(int inlet) => _connections[inlet].Has(PortState.HasElement);

    internal bool InletIsClosed(int inlet) => _connections[inlet].Has(PortState.InletClosed);

    internal bool OutletIsAvailable(int outlet) =>
        (_connections[_inlets + outlet].State & (PortState.OutReady | PortState.OutletClosed)) == PortState.OutReady;

    internal bool OutletIsClosed(int outlet) => _connections[_inlets + outlet].Has(PortState.OutletClosed);
}
