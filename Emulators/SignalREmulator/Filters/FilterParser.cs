namespace SignalREmulator.Filters;

/// <summary>
/// Parses a filter from its tokens. Precedence, from the highest: <c>not</c>, comparisons and <c>in</c>, <c>and</c>, <c>or</c>.
/// Types are checked while parsing, so a parsed filter can be applied to any connection.
/// </summary>
internal sealed class FilterParser(IReadOnlyList<FilterToken> tokens)
{
    /// <summary>The deepest nesting of brackets, calls and negations, because parsing is recursive.</summary>
    private const int MaxDepth = 64;

    private int at;
    private int depth;

    private FilterToken Current => tokens[at];

    /// <exception cref="FormatException">The text is not a filter. The message says why and where.</exception>
    public FilterTerm Parse()
    {
        var whole = Or();
        if (Current.Kind != FilterTokenKind.End)
        {
            throw new FormatException($"{Current} was not expected.");
        }

        return whole.Type == FilterType.Truth ? whole : throw new FormatException("A filter is something that is true or false.");
    }

    private FilterTerm Or()
    {
        var left = And();
        while (TakeWord("or") is { } word)
        {
            left = FilterOperators.Or(Truth(left, word), Truth(And(), word));
        }

        return left;
    }

    private FilterTerm And()
    {
        var left = Comparison();
        while (TakeWord("and") is { } word)
        {
            left = FilterOperators.And(Truth(left, word), Truth(Comparison(), word));
        }

        return left;
    }

    private FilterTerm Comparison()
    {
        var left = Unary();
        if (TakeWord("in") is { } belongs)
        {
            return In(left, belongs);
        }

        foreach (var name in FilterOperators.Comparisons)
        {
            if (TakeWord(name) is not { } word)
            {
                continue;
            }

            var right = Unary();
            var comparable = left.Type != FilterType.Groups && right.Type != FilterType.Groups && (left.Is(right.Type) || right.Is(left.Type))
                && (name is "eq" or "ne" || (left.Type != FilterType.Truth && right.Type != FilterType.Truth));
            return comparable ? FilterOperators.Compare(name, left, right) : throw new FormatException($"{word} does not compare {left.Type} with {right.Type}.");
        }

        return left;
    }

    private FilterTerm In(FilterTerm left, FilterToken word)
    {
        var bracketed = Take(FilterTokenKind.Open);
        var list = bracketed ? List() : [Primary()];
        if (list is [{ Type: FilterType.Groups }])
        {
            return left.Is(FilterType.Text) ? FilterOperators.InGroups(left) : throw new FormatException($"{word} asks about a group, whose name is a text.");
        }

        if (!bracketed || list.Count == 0)
        {
            throw new FormatException($"{word} is followed by a list in brackets, or by groups.");
        }

        return list.All(item => item.Type is FilterType.Text or FilterType.Number or FilterType.Null && (item.Is(left.Type) || left.Is(item.Type)))
            ? FilterOperators.In(left, list)
            : throw new FormatException($"{word} has a list of something other than {left.Type}.");
    }

    private FilterTerm Unary()
    {
        if (TakeWord("not") is not { } word)
        {
            return Primary();
        }

        Deeper();
        var negated = FilterOperators.Not(Truth(Unary(), word));
        depth--;
        return negated;
    }

    private FilterTerm Primary()
    {
        var token = Current;
        at++;
        switch (token)
        {
            case { Kind: FilterTokenKind.Text }:
                return FilterTerm.Literal(FilterType.Text, token.Value);
            case { Kind: FilterTokenKind.Number }:
                return FilterTerm.Literal(FilterType.Number, token.Value);
            case { Kind: FilterTokenKind.Word, Value: "true" or "false" }:
                return FilterTerm.Literal(FilterType.Truth, token.Value is "true");
            case { Kind: FilterTokenKind.Word, Value: "null" }:
                return FilterTerm.Literal(FilterType.Null, value: null);
            case { Kind: FilterTokenKind.Word, Value: string name } when FilterFunction.Exists(name) && Take(FilterTokenKind.Open):
                return FilterFunction.Call(name, List()) ?? throw new FormatException($"{token} does not take such arguments.");
            case { Kind: FilterTokenKind.Word, Value: string name } when Identifier(name) is { } property:
                return property;
            case { Kind: FilterTokenKind.Open }:
                Deeper();
                var inner = Or();
                depth--;
                return Take(FilterTokenKind.Close) ? inner : throw new FormatException($"The bracket at {token.Position} is not closed before {Current}.");
            default:
                at--;
                throw new FormatException($"{token} was not expected.");
        }
    }

    // Names ignore case, as the documents say.
    private static FilterTerm? Identifier(string name) => name.ToUpperInvariant() switch
    {
        "USERID" => new FilterTerm(FilterType.Text, subject => subject.UserId),
        "CONNECTIONID" => new FilterTerm(FilterType.Text, subject => subject.ConnectionId),
        "GROUPS" => FilterTerm.Groups,
        _ => null,
    };

    /// <summary>The rest of a list after its opening bracket.</summary>
    private List<FilterTerm> List()
    {
        Deeper();
        var items = new List<FilterTerm>();
        if (!Take(FilterTokenKind.Close))
        {
            do
            {
                items.Add(Or());
            }
            while (Take(FilterTokenKind.Comma));
            if (!Take(FilterTokenKind.Close))
            {
                throw new FormatException($"A list does not go on with {Current}.");
            }
        }

        depth--;
        return items;
    }

    private static FilterTerm Truth(FilterTerm term, FilterToken word) =>
        term.Is(FilterType.Truth) ? term : throw new FormatException($"{word} joins what is true or false, not {term.Type}.");

    private bool Take(FilterTokenKind kind)
    {
        if (Current.Kind != kind)
        {
            return false;
        }

        at++;
        return true;
    }

    private FilterToken? TakeWord(string word)
    {
        var token = Current;
        if (token.Kind != FilterTokenKind.Word || token.Value as string != word)
        {
            return null;
        }

        at++;
        return token;
    }

    private void Deeper()
    {
        if (++depth > MaxDepth)
        {
            throw new FormatException($"A filter is not nested deeper than {MaxDepth} levels.");
        }
    }
}
