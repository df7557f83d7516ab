namespace Akka.Hosting;

/// <summary>Where a configuration goes in relation to what was added before.</summary>
public enum HoconAddMode
{
    /// <summary>Below: what was added before wins.</summary>
    Append,

    /// <summary>Above: it wins over what was added before.</summary>
    Prepend,

    /// <summary>Instead of what was added before.</summary>
    Replace,
}
