using System.Text.RegularExpressions;

namespace Akka.Event;

/// <summary>Asks filters in order, those of the source first: they need no text.</summary>
public class LogFilterEvaluator
{
    /// <summary>Keeps everything.</summary>
    public static readonly LogFilterEvaluator NoFilters = new([]);

    private readonly LogFilterBase[] _bySource;
    private readonly LogFilterBase[] _byContent;

    /// <summary>Of these filters.</summary>
    public LogFilterEvaluator(LogFilterBase[] filters)
    {
        _bySource = [.. filters.Where(static f => f.FilterType == LogFilterType.Source)];
        _byContent = [.. filters.Where(static f => f.FilterType == LogFilterType.Content)];
    }

    /// <summary>Whether it looks at texts.</summary>
    public bool EvaluatesLogSourcesOnly => _byContent.Length == 0;

    /// <summary>Whether to print an entry.</summary>
    /// <param name="evt">The entry.</param>
    /// <param name="expandedLogMessage">Its text when it was formatted for the decision, else empty.</param>
    public virtual bool ShouldTryKeepMessage(LogEvent evt, out string expandedLogMessage)
    {
        expandedLogMessage = "";
        foreach (var filter in _bySource)
        {
            if (filter.ShouldKeepMessage(evt) is not LogFilterDecision.NoDecision and var decision) return decision == LogFilterDecision.Keep;
        }

        if (_byContent.Length == 0) return true;
        expandedLogMessage = evt.Message.ToString() ?? "";
        foreach (var filter in _byContent)
        {
            if (filter.ShouldKeepMessage(evt, expandedLogMessage) is not LogFilterDecision.NoDecision and var decision) return decision == LogFilterDecision.Keep;
        }

        return true;
    }
}

/// <summary>The filters of a system's loggers.</summary>
public sealed class LogFilterSetup(LogFilterBase[] filters) : Actor.Setup.Setup
{
    /// <summary>The filters.</summary>
    public LogFilterBase[] Filters { get; } = filters;

    /// <summary>What asks them.</summary>
    public LogFilterEvaluator CreateEvaluator() => Filters.Length == 0 ? LogFilterEvaluator.NoFilters : new LogFilterEvaluator(Filters);
}

/// <summary>Collects filters.</summary>
public sealed class LogFilterBuilder
{
    private readonly List<LogFilterBase> _filters = [];

    /// <summary>Drops entries whose text contains this.</summary>
    public LogFilterBuilder ExcludeMessageContaining(string messagePart) => ExcludeMessageRegex(new Regex(Regex.Escape(messagePart)));

    /// <summary>Drops entries whose text matches.</summary>
    public LogFilterBuilder ExcludeMessageRegex(Regex regex) => Add(new RegexLogMessageFilter(regex));

    /// <summary>Drops what a source logs.</summary>
    public LogFilterBuilder ExcludeSourceExactly(string source, StringComparison comparison = StringComparison.OrdinalIgnoreCase) =>
        Add(new ExactMatchLogSourceFilter(source, comparison));

    /// <summary>Drops what sources log whose name begins so.</summary>
    public LogFilterBuilder ExcludeSourceStartingWith(string sourceStart) => ExcludeSourceRegex(new Regex("^" + Regex.Escape(sourceStart)));

    /// <summary>Drops what sources log whose name contains this.</summary>
    public LogFilterBuilder ExcludeSourceContaining(string sourcePart) => ExcludeSourceRegex(new Regex(Regex.Escape(sourcePart)));

    /// <summary>Drops what sources log whose name ends so.</summary>
    public LogFilterBuilder ExcludeSourceEndingWith(string sourceEnd) => ExcludeSourceRegex(new Regex(Regex.Escape(sourceEnd) + "$"));

    /// <summary>Drops what sources log whose name matches.</summary>
    public LogFilterBuilder ExcludeSourceRegex(Regex regex) => Add(new RegexLogSourceFilter(regex));

    /// <summary>Adds a filter of one's own.</summary>
    public LogFilterBuilder Add(LogFilterBase filter)
    {
        _filters.Add(filter);
        return this;
    }

    /// <summary>Adds filters.</summary>
    public LogFilterBuilder AddRange(IEnumerable<LogFilterBase> filters)
    {
        _filters.AddRange(filters);
        return this;
    }

    /// <summary>The setting.</summary>
    public LogFilterSetup Build() => new([.. _filters]);
}
