using Microsoft.OData.UriParser;
using SignalREmulator.Filters;

namespace SignalREmulator.Tests.Filters;

/// <summary>Evaluates an expression of Microsoft's parser for one connection.</summary>
internal static class ODataValue
{
    public static object? Of(QueryNode node, FilterSubject subject) => node switch
    {
        ConstantNode constant => constant.Value,
        ConvertNode conversion => Of(conversion.Source, subject),
        SingleValuePropertyAccessNode { Property.Name: "userId" } => subject.UserId,
        SingleValuePropertyAccessNode => subject.ConnectionId,
        UnaryOperatorNode { OperatorKind: UnaryOperatorKind.Not } negation => Of(negation.Operand, subject) is bool value ? !value : null,
        InNode { Right: CollectionConstantNode list } belongs => list.Collection.Any(item => Equals(item.Value, Of(belongs.Left, subject))),
        InNode belongs => Of(belongs.Left, subject) is string group && subject.Groups.Contains(group),
        BinaryOperatorNode { OperatorKind: BinaryOperatorKind.And } both => And(Of(both.Left, subject), Of(both.Right, subject)),
        BinaryOperatorNode { OperatorKind: BinaryOperatorKind.Or } either => Negated(And(Negated(Of(either.Left, subject)), Negated(Of(either.Right, subject)))),
        BinaryOperatorNode comparison => Compare(comparison.OperatorKind, Of(comparison.Left, subject), Of(comparison.Right, subject)),
        SingleValueFunctionCallNode call => Call(call.Name, [.. call.Parameters.Select(parameter => Of(parameter, subject))]),
        _ => throw new NotSupportedException(node.GetType().Name),
    };

    private static bool? And(object? left, object? right) => left is false || right is false ? false : left is null || right is null ? null : true;

    private static bool? Negated(object? value) => value is bool truth ? !truth : null;

    private static bool Compare(BinaryOperatorKind kind, object? left, object? right)
    {
        if (kind is BinaryOperatorKind.Equal or BinaryOperatorKind.NotEqual)
        {
            return Equals(left, right) == (kind == BinaryOperatorKind.Equal);
        }

        if (left is null || right is null)
        {
            return false;
        }

        var order = left is string text ? string.CompareOrdinal(text, (string)right) : ((int)left).CompareTo((int)right);
        return kind switch
        {
            BinaryOperatorKind.GreaterThan => order > 0,
            BinaryOperatorKind.GreaterThanOrEqual => order >= 0,
            BinaryOperatorKind.LessThan => order < 0,
            _ => order <= 0,
        };
    }

    private static object? Call(string name, object?[] values)
    {
        if (values.Contains(null))
        {
            return null;
        }

        var text = (string)values[0]!;
        return name switch
        {
            "tolower" => text.ToLowerInvariant(),
            "toupper" => text.ToUpperInvariant(),
            "trim" => text.Trim(),
            "length" => text.Length,
            "concat" => text + values[1],
            "indexof" => text.IndexOf((string)values[1]!, StringComparison.Ordinal),
            "startswith" => text.StartsWith((string)values[1]!, StringComparison.Ordinal),
            "endswith" => text.EndsWith((string)values[1]!, StringComparison.Ordinal),
            "contains" => text.Contains((string)values[1]!, StringComparison.Ordinal),
            "substring" => new string([.. text.Skip((int)values[1]!).Take((int)values[2]!)]),
            _ => throw new NotSupportedException(name),
        };
    }
}
