namespace OpenClaw.Persistence.Sql;

/// <summary>
/// The store cannot be opened, is damaged, or is away; the message says which file or server, and what to do. Of a write that ends so it is not known
/// whether it is stored: reading it again tells.
/// </summary>
public sealed class StoreUnavailableException(string message, Exception? cause = null) : Exception(message, cause);
