using System.Collections.Frozen;
using CsCheck;
using Microsoft.OData.Edm;
using Microsoft.OData.UriParser;
using SignalREmulator.Filters;

namespace SignalREmulator.Tests.Filters;

/// <summary>Compares the filters with Microsoft's OData parser, for the part of the grammar that both know.</summary>
public sealed class FilterOracleTests
{
    private static readonly FilterSubject[] Subjects =
    [
        new("c1", "anna", new[] { "team", "a" }.ToFrozenSet()),
        new("a", "Anna b", FrozenSet<string>.Empty),
        new("b", UserId: null, new[] { "b" }.ToFrozenSet()),
    ];

    private static readonly Gen<string> Literal = Any("'a'", "'b'", "'anna'", "'An'", "''");

    private static readonly Gen<string> Text = Gen.Recursive<string>((depth, text) => depth >= 3
        ? Gen.OneOf(Literal, Any("userId", "connectionId"))
        : Gen.OneOf(
            Literal,
            Any("userId", "connectionId"),
            Gen.Select(Any("tolower", "toupper", "trim"), text, (name, inner) => $"{name}({inner})"),
            Gen.Select(text, text, (one, other) => $"concat({one},{other})"),
            Gen.Select(text, Gen.Int[0, 3], Gen.Int[0, 3], (inner, start, length) => $"substring({inner}, {start}, {length})")));

    private static readonly Gen<string> Operator = Any("eq", "ne", "gt", "ge", "lt", "le");

    private static readonly Gen<string> Truth = Gen.Recursive<string>((depth, truth) => depth >= 4
        ? Any("true", "false")
        : Gen.OneOf(
            Gen.Select(Text, Operator, Text, (left, name, right) => $"{left} {name} {right}"),
            Gen.Select(Text, Operator, Gen.Int[0, 5], (text, name, number) => $"length({text}) {name} {number}"),
            Gen.Select(Text, Text, Operator, (one, other, name) => $"indexof({one},{other}) {name} 0"),
            Gen.Select(Any("startswith", "endswith", "contains"), Text, Text, (name, one, other) => $"{name}({one},{other})"),
            Gen.Select(Text, Literal, Literal, (text, one, other) => $"{text} in ({one},{other})"),
            Text.Select(text => $"{text} in groups"),
            Gen.Select(truth, Any("and", "or"), truth, (left, name, right) => $"{left} {name} {right}"),
            truth.Select(inner => $"not ({inner})"),
            truth.Select(inner => $"({inner})")));

    private static readonly EdmModel Model = new();
    private static readonly EdmEntityType Connection = Describe();

    [Fact]
    public void A_filter_means_what_odata_says_it_means() => Truth.Sample(
        text =>
        {
            var filter = ConnectionFilter.Parse(text, out var problem);
            Assert.Null(problem);
            var parser = new ODataQueryOptionParser(Model, Connection, null, new Dictionary<string, string> { ["$filter"] = text });
            var expected = parser.ParseFilter().Expression;
            foreach (var subject in Subjects)
            {
                Assert.Equal(ODataValue.Of(expected, subject) is true, filter!.Selects(subject));
            }
        },
        iter: 2_000,
        threads: 1);

    private static Gen<string> Any(params string[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static EdmEntityType Describe()
    {
        var type = new EdmEntityType("signalr", "Connection");
        type.AddKeys(type.AddStructuralProperty("connectionId", EdmPrimitiveTypeKind.String, isNullable: false));
        type.AddStructuralProperty("userId", EdmPrimitiveTypeKind.String, isNullable: true);
        type.AddStructuralProperty("groups", new EdmCollectionTypeReference(new EdmCollectionType(EdmCoreModel.Instance.GetString(isNullable: false))));
        Model.AddElement(type);
        return type;
    }
}
