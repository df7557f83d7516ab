namespace Akka.Actor;

/// <summary>A generic answer: it worked, or why it did not.</summary>
public abstract class Status
{
    private Status() { }

    public sealed class Success : Status
    {
        public static readonly Success Instance = new(null);
        public Success(object? status) => Status = status;
        public object? Status { get; }
        public override string ToString() => Status is null ? "Success" : $"Success: {Status}";
    }

    public sealed class Failure : Status
    {
        public Failure(Exception cause) : this(cause, null) { }
        public Failure(Exception cause, object? state)
        {
            Cause = cause;
            State = state;
        }
        public Exception Cause { get; }
        public object? State { get; }
        public override string ToString() => State is null ? $"Failure: {Cause}" : $"Failure[{State}]: {Cause}";
    }
}

/// <summary>Notes a failure with its time, as answered by some legacy callers of Ask.</summary>
public sealed class Failure
{
    public Exception? Exception { get; set; }
    public DateTime Timestamp { get; set; }
}
