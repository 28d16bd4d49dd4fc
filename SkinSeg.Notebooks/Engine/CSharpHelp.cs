using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SkinSeg.Notebooks.Engine;

/// <summary>What Roslyn knows about a place in a C# cell that need not compile yet.</summary>
/// <param name="compilation">The cell as a submission after those that ran.</param>
internal sealed class CSharpHelp(Compilation compilation)
{
    private static readonly SymbolDisplayFormat Shown = SymbolDisplayFormat.MinimallyQualifiedFormat
        .WithMemberOptions(SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeContainingType)
        .WithParameterOptions(SymbolDisplayParameterOptions.IncludeName | SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeDefaultValue | SymbolDisplayParameterOptions.IncludeParamsRefOut);

    private readonly SyntaxTree tree = compilation.SyntaxTrees.Last();

    private SemanticModel Model => compilation.GetSemanticModel(tree);

    /// <summary>Names that could stand at a position.</summary>
    public CellCompletions Complete(string text, int position)
    {
        int start = CellPlace.StartOfName(text, position);
        string begun = text[start..position];
        var symbols = ContainerAt(start) is { } left ? Members(left, start) : Model.LookupSymbols(start);
        string[] names = [.. symbols.Where(symbol => symbol.CanBeReferencedByName && symbol.Name.StartsWith(begun, StringComparison.OrdinalIgnoreCase))
            .Select(symbol => symbol.Name).Distinct().Order(StringComparer.Ordinal)];
        return new(start, names);
    }

    /// <summary>Signatures and types of what stands at a position, or of the method whose arguments it is in; empty where nothing is known.</summary>
    public string Inspect(int position)
    {
        var token = tree.GetRoot().FindToken(Math.Max(0, position - 1));
        var symbols = Symbols(token.Parent);
        if (symbols.IsEmpty && token.Parent?.AncestorsAndSelf().OfType<InvocationExpressionSyntax>().FirstOrDefault() is { } call)
        {
            symbols = Symbols(call.Expression);
        }

        return string.Join("\n", symbols.Select(symbol => symbol.ToDisplayString(Shown)).Distinct());
    }

    // What stands before the dot, where there is one.
    private ExpressionSyntax? ContainerAt(int start)
    {
        var token = tree.GetRoot().FindToken(Math.Max(0, start - 1));
        return token.IsKind(SyntaxKind.DotToken) ? token.Parent switch
        {
            MemberAccessExpressionSyntax access => access.Expression,
            QualifiedNameSyntax name => name.Left,
            MemberBindingExpressionSyntax { Parent: ConditionalAccessExpressionSyntax access } => access.Expression,
            _ => null,
        }
        : null;
    }

    private IEnumerable<ISymbol> Members(ExpressionSyntax left, int start)
    {
        var symbol = Model.GetSymbolInfo(left).Symbol;
        var container = symbol as INamespaceOrTypeSymbol ?? Model.GetTypeInfo(left).Type;
        if (container is null)
        {
            return [];
        }

        bool isStatic = symbol is INamespaceOrTypeSymbol;
        return Model.LookupSymbols(start, container, includeReducedExtensionMethods: !isStatic)
            .Where(member => member is INamespaceOrTypeSymbol || member.IsStatic == isStatic || member is IMethodSymbol { ReducedFrom: not null });
    }

    private ImmutableArray<ISymbol> Symbols(SyntaxNode? node)
    {
        if (node is null)
        {
            return [];
        }

        var group = Model.GetMemberGroup(node);
        var info = Model.GetSymbolInfo(node);
        return !group.IsEmpty ? group : info.Symbol is { } symbol ? [symbol] : info.CandidateSymbols;
    }
}
