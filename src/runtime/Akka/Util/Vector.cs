namespace Akka.Util;

/// <summary>Makes lists.</summary>
public static class Vector
{
    /// <summary>As many elements as said, each made by the function given afterwards.</summary>
    public static Func<Func<T>, IList<T>> Fill<T>(int number) => func =>
    {
        var list = new List<T>(number);
        for (var i = 0; i < number; i++) list.Add(func());
        return list;
    };
}
