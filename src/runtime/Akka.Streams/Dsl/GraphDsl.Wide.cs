using Akka.Streams.Implementation;

namespace Akka.Streams.Dsl;

// Graphs built around four and five graphs; without a graph, but with a value.
public static partial class GraphDsl
{
    /// <summary>Builds a graph without a part whose value it takes over: its value is the default of the type.</summary>
    public static IGraph<TShape, TMat> CreateMaterialized<TShape, TMat>(Func<Builder<TMat>, TShape> buildBlock) where TShape : Shape
    {
        var builder = new Builder<TMat>();
        return builder.Finish<TShape, TMat>(buildBlock(builder), static _ => default(TMat));
    }

    /// <summary>Builds around four graphs and combines their values.</summary>
    public static IGraph<TShapeOut, TMatOut> Create<TShapeOut, TMatOut, TMat0, TMat1, TMat2, TMat3, TShape0, TShape1, TShape2, TShape3>(
        IGraph<TShape0, TMat0> g0, IGraph<TShape1, TMat1> g1, IGraph<TShape2, TMat2> g2, IGraph<TShape3, TMat3> g3,
        Func<TMat0, TMat1, TMat2, TMat3, TMatOut> combineMaterializers,
        Func<Builder<TMatOut>, TShape0, TShape1, TShape2, TShape3, TShapeOut> buildBlock)
        where TShapeOut : Shape where TShape0 : Shape where TShape1 : Shape where TShape2 : Shape where TShape3 : Shape
    {
        var builder = new Builder<TMatOut>();
        var shape0 = builder.Add(g0);
        var shape1 = builder.Add(g1);
        var shape2 = builder.Add(g2);
        var shape3 = builder.Add(g3);
        return builder.Finish<TShapeOut, TMatOut>(
            buildBlock(builder, shape0, shape1, shape2, shape3),
            parts => combineMaterializers((TMat0)parts[0]!, (TMat1)parts[1]!, (TMat2)parts[2]!, (TMat3)parts[3]!));
    }

    /// <summary>Builds around five graphs and combines their values.</summary>
    public static IGraph<TShapeOut, TMatOut> Create<TShapeOut, TMatOut, TMat0, TMat1, TMat2, TMat3, TMat4, TShape0, TShape1, TShape2, TShape3, TShape4>(
        IGraph<TShape0, TMat0> g0, IGraph<TShape1, TMat1> g1, IGraph<TShape2, TMat2> g2, IGraph<TShape3, TMat3> g3, IGraph<TShape4, TMat4> g4,
        Func<TMat0, TMat1, TMat2, TMat3, TMat4, TMatOut> combineMaterializers,
        Func<Builder<TMatOut>, TShape0, TShape1, TShape2, TShape3, TShape4, TShapeOut> buildBlock)
        where TShapeOut : Shape where TShape0 : Shape where TShape1 : Shape where TShape2 : Shape where TShape3 : Shape where TShape4 : Shape
    {
        var builder = new Builder<TMatOut>();
        var shape0 = builder.Add(g0);
        var shape1 = builder.Add(g1);
        var shape2 = builder.Add(g2);
        var shape3 = builder.Add(g3);
        var shape4 = builder.Add(g4);
        return builder.Finish<TShapeOut, TMatOut>(
            buildBlock(builder, shape0, shape1, shape2, shape3, shape4),
            parts => combineMaterializers((TMat0)parts[0]!, (TMat1)parts[1]!, (TMat2)parts[2]!, (TMat3)parts[3]!, (TMat4)parts[4]!));
    }
}
