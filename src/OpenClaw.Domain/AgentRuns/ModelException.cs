namespace OpenClaw.Domain.AgentRuns;

/// <summary>What went wrong at a model provider; decides whether another try or another model may help.</summary>
public enum ModelErrorKind
{
    /// <summary>The key is missing, wrong or not allowed to use the model.</summary>
    Auth,

    /// <summary>The provider asks to slow down, or the account's quota is used up.</summary>
    RateLimited,

    /// <summary>The provider cannot be reached, or failed on its side.</summary>
    Unavailable,

    /// <summary>The provider said nothing for too long.</summary>
    Timeout,

    /// <summary>The provider's answer is not what its interface promises: garbage, cut short, too long.</summary>
    InvalidResponse,

    /// <summary>The provider refused the request itself: unknown model, too long a context, a bad parameter.</summary>
    InvalidRequest,

    /// <summary>The caller cancelled.</summary>
    Cancelled,
}

/// <summary>A model call that failed. The message is for users: it names the provider and the remedy, and never holds a secret.</summary>
public sealed class ModelException : Exception
{
    /// <summary>Creates the failure.</summary>
    /// <param name="kind">What went wrong.</param>
    /// <param name="message">Text for the user, without secrets.</param>
    /// <param name="retryAfter">How long the provider asks to wait, when it says.</param>
    /// <param name="innerException">For the log.</param>
    public ModelException(ModelErrorKind kind, string message, TimeSpan? retryAfter = null, Exception? innerException = null)
        : base(message, innerException)
    {
        Kind = kind;
        RetryAfter = retryAfter;
    }

    /// <summary>What went wrong.</summary>
    public ModelErrorKind Kind { get; }

    /// <summary>How long the provider asks to wait before another try.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>Whether the same request may succeed later.</summary>
    public bool IsTransient => Kind is ModelErrorKind.RateLimited or ModelErrorKind.Unavailable or ModelErrorKind.Timeout or ModelErrorKind.InvalidResponse;
}
