namespace Akka.Streams.Implementation.Stages;

/// <summary>
/// Ports of the built-in stages with one inlet and one outlet. Graphs are wired by position, so all stages of a type can share them: a
/// running stage then keeps no blueprint alive.
/// </summary>
internal static class FlowPorts<TIn, TOut>
{
    internal static readonly FlowShape<TIn, TOut> Shape = new(new Inlet<TIn>("in") { Id = 0 }, new Outlet<TOut>("out") { Id = 0 });
}

/// <summary>The port of the built-in sources.</summary>
internal static class SourcePorts<T>
{
    internal static readonly SourceShape<T> Shape = new(new Outlet<T>("out") { Id = 0 });
}

/// <summary>The port of the built-in sinks.</summary>
internal static class SinkPorts<T>
{
    internal static readonly SinkShape<T> Shape = new(new Inlet<T>("in") { Id = 0 });
}
