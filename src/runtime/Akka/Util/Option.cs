namespace Akka.Util;

/// <summary>A value or none.</summary>
public readonly struct Option<T> : IEquatable<Option<T>>
{
    public static readonly Option<T> None;

    private readonly T _value;

    /// <summary>Holds <paramref name="value"/>, even null; <see cref="Create"/> makes none of a null.</summary>
    public Option(T value)
    {
        _value = value;
        HasValue = true;
    }

    /// <summary>Null makes <see cref="None"/>.</summary>
    public static Option<T> Create(T? value) => value is null ? None : new Option<T>(value);

    public bool HasValue { get; }
    public bool IsEmpty => !HasValue;

    /// <exception cref="InvalidOperationException">There is none.</exception>
    public T Value => HasValue ? _value : throw new InvalidOperationException("Cannot get the value of an empty option.");

    public static implicit operator Option<T>(T? value) => Create(value);

    public T GetOrElse(T fallbackValue) => HasValue ? _value : fallbackValue;
    public Option<TNew> Select<TNew>(Func<T, TNew> selector) => HasValue ? Option<TNew>.Create(selector(_value)) : Option<TNew>.None;
    public Option<TNew> FlatSelect<TNew>(Func<T, Option<TNew>> mapper) => HasValue ? mapper(_value) : Option<TNew>.None;
    public void OnSuccess(Action<T> action)
    {
        if (HasValue) action(_value);
    }

    public bool Equals(Option<T> other) => HasValue == other.HasValue && EqualityComparer<T>.Default.Equals(_value, other._value);
    public override bool Equals(object? obj) => obj is Option<T> other && Equals(other);
    public override int GetHashCode() => HasValue ? EqualityComparer<T>.Default.GetHashCode(_value!) : 0;
    public static bool operator ==(Option<T> left, Option<T> right) => left.Equals(right);
    public static bool operator !=(Option<T> left, Option<T> right) => !left.Equals(right);
    public override string ToString() => HasValue ? $"Some<{_value}>" : "None";
}
