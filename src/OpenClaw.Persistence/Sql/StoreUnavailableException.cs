namespace OpenClaw.Persistence.Sql;

/// <summary>The store cannot be opened or is damaged; the message says which file or server, and what to do.</summary>
public sealed class StoreUnavailableException(string message, Exception? cause = null) : Exception(message, cause);
