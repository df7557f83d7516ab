using System.Collections.Immutable;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using OpenClaw.Domain.AgentRuns;

namespace OpenClaw.Gateway.Observability;

/// <summary>A catalogue whose model calls are measured and traced.</summary>
/// <param name="inner">The catalogue.</param>
/// <param name="time">The clock.</param>
public sealed class ObservedModels(IModelCatalog inner, TimeProvider time) : IModelCatalog
{
    /// <inheritdoc/>
    public ImmutableArray<ModelDescriptor> Models => inner.Models;

    /// <inheritdoc/>
    public ModelDescriptor? Find(ModelRef model) => inner.Find(model);

    /// <inheritdoc/>
    public bool TryGetProvider(ModelRef model, [NotNullWhen(true)] out IModelProvider? provider, [NotNullWhen(false)] out string? error)
    {
        if (!inner.TryGetProvider(model, out provider, out error))
        {
            return false;
        }

        provider = new Provider(provider, inner, time);
        return true;
    }

    private sealed class Provider(IModelProvider inner, IModelCatalog models, TimeProvider time) : IModelProvider
    {
        public string Id => inner.Id;

        public string Api => inner.Api;

        public async IAsyncEnumerable<ModelEvent> StreamAsync(ModelRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            var model = new ModelRef(inner.Id, request.Model);
            using var activity = RunTrace.Step(request.Run, "model.call");
            activity?.SetTag("gen_ai.provider.name", inner.Id);
            activity?.SetTag("gen_ai.request.model", request.Model);
            var began = time.GetTimestamp();
            var outcome = "abandoned";
            var answered = false;
            var events = inner.StreamAsync(request, cancellationToken).GetAsyncEnumerator(cancellationToken);
            try
            {
                while (true)
                {
                    try
                    {
                        if (!await events.MoveNextAsync().ConfigureAwait(false))
                        {
                            break;
                        }
                    }
                    catch (ModelException failure)
                    {
                        outcome = failure.Kind.ToString();
                        activity?.SetStatus(ActivityStatusCode.Error, outcome);
                        throw;
                    }

                    if (!answered)
                    {
                        answered = true;
                        RunInstruments.ModelAnswered(model, time.GetElapsedTime(began));
                    }

                    switch (events.Current)
                    {
                        case ModelEvent.Usage usage:
                            RunInstruments.TokensCounted(model, usage.Tokens, models.Find(model)?.Price);
                            activity?.SetTag("gen_ai.usage.input_tokens", usage.Tokens.Input);
                            activity?.SetTag("gen_ai.usage.output_tokens", usage.Tokens.Output);
                            break;
                        case ModelEvent.Completed completed:
                            outcome = "ok";
                            activity?.SetTag("gen_ai.response.finish_reasons", completed.Reason.ToString());
                            break;
                    }

                    yield return events.Current;
                }
            }
            finally
            {
                await events.DisposeAsync().ConfigureAwait(false);
                RunInstruments.ModelCalled(model, outcome, time.GetElapsedTime(began));
            }
        }
    }
}
