using Akka.Streams.Implementation;

namespace Akka.Streams.Stage;

/// <summary>What a stage makes for one materialisation.</summary>
public interface ILogicAndMaterializedValue<out TMaterialized>
{
    /// <summary>The running part.</summary>
    GraphStageLogic Logic { get; }

    /// <summary>What the caller of <c>Run</c> gets.</summary>
    TMaterialized MaterializedValue { get; }
}

/// <inheritdoc cref="ILogicAndMaterializedValue{TMaterialized}"/>
public readonly struct LogicAndMaterializedValue<TMaterialized>(GraphStageLogic logic, TMaterialized materializedValue)
    : ILogicAndMaterializedValue<TMaterialized>
{
    /// <inheritdoc/>
    public GraphStageLogic Logic { get; } = logic;

    /// <inheritdoc/>
    public TMaterialized MaterializedValue { get; } = materializedValue;
}

/// <summary>
/// A reusable processing element: immutable, shared by any number of streams. Its logic holds the state of one of them.
/// </summary>
public abstract class GraphStageWithMaterializedValue<TShape, TMaterialized> : IGraph<TShape, TMaterialized> where TShape : Shape
{
    private StageModule<TShape, TMaterialized>? _module;

    /// <summary>The ports. Must be the same object each time.</summary>
    public abstract TShape Shape { get; }

    /// <inheritdoc/>
    public IModule Module => _module ??= new StageModule<TShape, TMaterialized>(this, InitialAttributes);

    /// <summary>Attributes that the stage brings, overridden by more specific ones of its user.</summary>
    protected virtual Attributes InitialAttributes => Attributes.None;

    /// <inheritdoc/>
    public IGraph<TShape, TMaterialized> WithAttributes(Attributes attributes) => this.Wrap().WithAttributes(attributes);

    /// <inheritdoc/>
    public IGraph<TShape, TMaterialized> AddAttributes(Attributes attributes) => WithAttributes(Module.Attributes.And(attributes));

    /// <inheritdoc/>
    public IGraph<TShape, TMaterialized> Named(string name) => AddAttributes(Attributes.CreateName(name));

    /// <inheritdoc/>
    public IGraph<TShape, TMaterialized> Async() => AddAttributes(Attributes.CreateAsyncBoundary());

    /// <summary>Makes the logic and the value of one materialisation.</summary>
    public abstract ILogicAndMaterializedValue<TMaterialized> CreateLogicAndMaterializedValue(Attributes inheritedAttributes);

    /// <summary>The same without the boxes.</summary>
    internal virtual GraphStageLogic Create(Attributes inheritedAttributes, out object? materialized)
    {
        var made = CreateLogicAndMaterializedValue(inheritedAttributes);
        materialized = made.MaterializedValue;
        return made.Logic;
    }

    /// <inheritdoc/>
    public override string ToString() => (_module?.Attributes ?? InitialAttributes).GetNameOrDefault(null) ?? GetType().Name;
}

/// <summary>A stage without a materialised value.</summary>
public abstract class GraphStage<TShape> : GraphStageWithMaterializedValue<TShape, NotUsed> where TShape : Shape
{
    /// <summary>Makes the logic of one materialisation.</summary>
    protected abstract GraphStageLogic CreateLogic(Attributes inheritedAttributes);

    /// <inheritdoc/>
    public sealed override ILogicAndMaterializedValue<NotUsed> CreateLogicAndMaterializedValue(Attributes inheritedAttributes) =>
        new LogicAndMaterializedValue<NotUsed>(CreateLogic(inheritedAttributes), NotUsed.Instance);

    internal sealed override GraphStageLogic Create(Attributes inheritedAttributes, out object? materialized)
    {
        materialized = NotUsed.Instance;
        return CreateLogic(inheritedAttributes);
    }
}
