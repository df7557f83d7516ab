using System.Text.RegularExpressions;
using Akka.Actor;

namespace Akka.Event;

/// <summary>What a filter looks at.</summary>
public enum LogFilterType
{
    /// <summary>Who logs.</summary>
    Source = 1,

    /// <summary>The text of the entry, which has to be formatted for it.</summary>
    Content = 2,
}

/// <summary>What a filter says to an entry.</summary>
public enum LogFilterDecision
{
    /// <summary>Keep it, whatever later filters say.</summary>
    Keep,

    /// <summary>Drop it.</summary>
    Drop,

    /// <summary>Nothing.</summary>
    NoDecision,
}

/// <summary>Decides which entries loggers print.</summary>
public abstract class LogFilterBase : INoSerializationVerificationNeeded, IDeadLetterSuppression
{
    /// <summary>What it looks at.</summary>
    public abstract LogFilterType FilterType { get; }

    /// <summary>Decides.</summary>
    /// <param name="content">The entry.</param>
    /// <param name="expandedMessage">Its text, for filters of the content.</param>
    public abstract LogFilterDecision ShouldKeepMessage(LogEvent content, string? expandedMessage = null);
}

/// <summary>Drops what comes from a source whose name matches.</summary>
public sealed class RegexLogSourceFilter(Regex sourceRegex) : LogFilterBase
{
    /// <summary>What the name of a dropped source matches.</summary>
    public Regex SourceRegex { get; } = sourceRegex;

    /// <inheritdoc/>
    public override LogFilterType FilterType => LogFilterType.Source;

    /// <inheritdoc/>
    public override LogFilterDecision ShouldKeepMessage(LogEvent content, string? expandedMessage = null) =>
        SourceRegex.IsMatch(content.LogSource) ? LogFilterDecision.Drop : LogFilterDecision.NoDecision;
}

/// <summary>Drops what comes from one source.</summary>
public sealed class ExactMatchLogSourceFilter(string source, StringComparison comparison) : LogFilterBase
{
    /// <inheritdoc/>
    public override LogFilterType FilterType => LogFilterType.Source;

    /// <inheritdoc/>
    public override LogFilterDecision ShouldKeepMessage(LogEvent content, string? expandedMessage = null) =>
        string.Equals(content.LogSource, source, comparison) ? LogFilterDecision.Drop : LogFilterDecision.NoDecision;
}

/// <summary>Drops entries whose text matches.</summary>
public sealed class RegexLogMessageFilter(Regex messageRegex) : LogFilterBase
{
    /// <summary>What the text of a dropped entry matches.</summary>
    public Regex MessageRegex { get; } = messageRegex;

    /// <inheritdoc/>
    public override LogFilterType FilterType => LogFilterType.Content;

    /// <inheritdoc/>
    public override LogFilterDecision ShouldKeepMessage(LogEvent content, string? expandedMessage = null) =>
        MessageRegex.IsMatch(expandedMessage ?? content.Message.ToString() ?? "") ? LogFilterDecision.Drop : LogFilterDecision.NoDecision;
}
