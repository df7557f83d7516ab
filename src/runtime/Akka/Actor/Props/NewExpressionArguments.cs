using System.Linq.Expressions;
using System.Reflection;

namespace Akka.Actor;

/// <summary>Evaluates the arguments of a constructor call without compiling: constants and captured variables by reflection.</summary>
internal static class NewExpressionArguments
{
    public static object[] Evaluate(NewExpression call)
    {
        var arguments = new object[call.Arguments.Count];
        for (var i = 0; i < arguments.Length; i++) arguments[i] = Evaluate(call.Arguments[i])!;
        return arguments;
    }

    private static object? Evaluate(Expression expression) => expression switch
    {
        ConstantExpression constant => constant.Value,
        MemberExpression { Member: FieldInfo field } member => field.GetValue(Target(member)),
        MemberExpression { Member: PropertyInfo property } member => property.GetValue(Target(member), BindingFlags.DoNotWrapExceptions, null, null, null),
        UnaryExpression { NodeType: ExpressionType.Convert, Method: null } convert when convert.Type.IsAssignableFrom(convert.Operand.Type) => Evaluate(convert.Operand),
        // Anything else is rare: calls, arithmetic, nested constructors. The interpreter needs no code generation.
        _ => Expression.Lambda<Func<object?>>(Expression.Convert(expression, typeof(object))).Compile(preferInterpretation: true)(),
    };

    private static object? Target(MemberExpression member) => member.Expression is null ? null : Evaluate(member.Expression);
}
