namespace Akka.Streams.Dsl;

/// <summary>Something with an open outlet, to which operators can be added: a source or a flow.</summary>
public interface IFlow<TOut, out TMat>
{
    /// <summary>Adds a flow; keeps this side's value.</summary>
    IFlow<T2, TMat> Via<T2, TMat2>(IGraph<FlowShape<TOut, T2>, TMat2> flow);

    /// <summary>Adds a flow and combines the values.</summary>
    IFlow<T2, TMat3> ViaMaterialized<T2, TMat2, TMat3>(IGraph<FlowShape<TOut, T2>, TMat2> flow, Func<TMat, TMat2, TMat3> combine);

    /// <summary>Maps the value.</summary>
    IFlow<TOut, TMat2> MapMaterializedValue<TMat2>(Func<TMat, TMat2> mapFunc);
}
