using Akka.Streams.Stage;
using Akka.Streams.Implementation.Stages;

namespace Akka.Streams.Dsl;

/// <summary>Lists of neighbours that agree in a property; each is emitted when the property changes, the last at the end.</summary>
/// <param name="propertyExtractor">The property of an element.</param>
public class AccumulateWhileUnchanged<TElement, TProperty>(Func<TElement, TProperty> propertyExtractor) : GraphStage<FlowShape<TElement, IEnumerable<TElement>>>
{
    /// <inheritdoc/>
    public override FlowShape<TElement, IEnumerable<TElement>> Shape => FlowPorts<TElement, IEnumerable<TElement>>.Shape;

    /// <inheritdoc/>
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(propertyExtractor);

    private sealed class Logic(Func<TElement, TProperty> property) : FlowLogic<TElement, IEnumerable<TElement>>
    {
        private List<TElement> _gathered = [];
        private TProperty _shared = default!;

        public override void OnPush()
        {
            var element = Grab(In);
            var its = property(element);
            if (_gathered.Count == 0 || EqualityComparer<TProperty>.Default.Equals(its, _shared))
            {
                _gathered.Add(element);
                _shared = its;
                Pull(In);
                return;
            }

            Push(Out, _gathered);
            _gathered = [element];
            _shared = its;
        }

        public override void OnUpstreamFinish()
        {
            if (_gathered.Count > 0) Emit(Out, _gathered);
            CompleteStage();
        }
    }
}
