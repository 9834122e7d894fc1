import ts from 'typescript';

/** A name that one file takes from another. */
export interface Import {
  readonly file: string;
  /** What the other file calls it. */
  readonly exported: string;
}

/** A statement at the top of a file, or one variable of a statement that declares several. */
export interface Unit {
  readonly text: string;
  /** Of a variable: `var`, `let` or `const`, which `text` lacks. */
  readonly keyword: string;
  readonly declares: readonly string[];
  /** Names declared or imported at the top of the file. */
  readonly uses: ReadonlySet<string>;
  /** Those of `uses` to which it gives another value. */
  readonly assigns: ReadonlySet<string>;
}

/** A file of the build, taken apart. */
export interface ChunkFile {
  readonly name: string;
  readonly units: readonly Unit[];
  /** By the name here. */
  readonly imports: ReadonlyMap<string, Import>;
  /** The name here, by the name that others use. */
  readonly exports: ReadonlyMap<string, string>;
  /** Files that are imported only to run. */
  readonly runs: readonly string[];
}

/**
 * Takes apart the files of a build: modules as the Angular CLI writes them, with imports and exports
 * by name only.
 *
 * @throws Error for a file that has others
 */
export function readChunks(sources: ReadonlyMap<string, string>): Map<string, ChunkFile> {
  const options: ts.CompilerOptions = {
    allowJs: true,
    noResolve: true,
    noLib: true,
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.ESNext,
  };
  const parsed = new Map(
    [...sources].map(([name, text]) => [
      name,
      ts.createSourceFile(name, text, ts.ScriptTarget.ESNext, true, ts.ScriptKind.JS),
    ]),
  );
  const host: ts.CompilerHost = {
    getSourceFile: (name) => parsed.get(name),
    fileExists: (name) => parsed.has(name),
    readFile: (name) => sources.get(name),
    getDefaultLibFileName: () => '',
    getCurrentDirectory: () => '',
    getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
    writeFile: () => undefined,
  };
  const checker = ts.createProgram([...sources.keys()], options, host).getTypeChecker();
  return new Map([...parsed].map(([name, file]) => [name, readChunk(file, checker)]));
}

function readChunk(file: ts.SourceFile, checker: ts.TypeChecker): ChunkFile {
  const imports = new Map<string, Import>();
  const exports = new Map<string, string>();
  const runs: string[] = [];
  const top = new Map<ts.Symbol, string>();
  const pieces: { node: ts.Node; keyword: string; names: ts.Identifier[] }[] = [];
  const unsupported = (node: ts.Node): Error =>
    new Error(`${file.fileName}: expected named imports and exports, not ${node.getText(file)}.`);

  for (const statement of file.statements) {
    if (ts.isImportDeclaration(statement)) {
      const from = fileOf(statement.moduleSpecifier);
      const clause = statement.importClause;
      if (!clause) {
        runs.push(from);
        continue;
      }
      const bindings = clause.namedBindings;
      if (clause.name || !bindings || !ts.isNamedImports(bindings)) throw unsupported(statement);
      for (const { name, propertyName } of bindings.elements) {
        imports.set(name.text, { file: from, exported: (propertyName ?? name).text });
        note(name);
      }
    } else if (ts.isExportDeclaration(statement)) {
      const clause = statement.exportClause;
      if (statement.moduleSpecifier || !clause || !ts.isNamedExports(clause)) {
        throw unsupported(statement);
      }
      for (const { name, propertyName } of clause.elements) {
        exports.set(name.text, (propertyName ?? name).text);
      }
    } else if (ts.isExportAssignment(statement)) {
      throw unsupported(statement);
    } else if (ts.isVariableStatement(statement)) {
      const [keyword = ''] = /^\w+/.exec(statement.getText(file)) ?? [];
      for (const declaration of statement.declarationList.declarations) {
        pieces.push({ node: declaration, keyword, names: namesIn(declaration.name) });
      }
    } else {
      const isDeclaration = ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement);
      const names = isDeclaration && statement.name ? [statement.name] : [];
      pieces.push({ node: statement, keyword: '', names });
    }
  }
  for (const { names } of pieces) names.forEach(note);

  const units = pieces.map(({ node, keyword, names }): Unit => {
    const uses = new Set<string>();
    const assigns = new Set<string>();
    const visit = (child: ts.Node): void => {
      if (ts.isIdentifier(child)) {
        const name = top.get(symbolOf(child) as ts.Symbol);
        if (name !== undefined) {
          uses.add(name);
          if (isAssigned(child)) assigns.add(name);
        }
      }
      ts.forEachChild(child, visit);
    };
    visit(node);
    return {
      text: node.getText(file),
      keyword,
      declares: names.map(({ text }) => text),
      uses,
      assigns,
    };
  });
  return { name: file.fileName, units, imports, exports, runs };

  function note(name: ts.Identifier): void {
    const symbol = checker.getSymbolAtLocation(name);
    if (!symbol) throw new Error(`${file.fileName}: ${name.text} could not be resolved.`);
    top.set(symbol, name.text);
  }

  function symbolOf(name: ts.Identifier): ts.Symbol | undefined {
    return ts.isShorthandPropertyAssignment(name.parent)
      ? checker.getShorthandAssignmentValueSymbol(name.parent)
      : checker.getSymbolAtLocation(name);
  }
}

const fileOf = (specifier: ts.Expression): string =>
  (specifier as ts.StringLiteral).text.replace(/^\.\//, '');

function namesIn(name: ts.BindingName): ts.Identifier[] {
  if (ts.isIdentifier(name)) return [name];
  return name.elements.flatMap((element) =>
    ts.isOmittedExpression(element) ? [] : namesIn(element.name),
  );
}

/** Whether the place gives the name another value: `x = 1`, `x++`, `[x] = y`, `for (x of y)`. */
function isAssigned(name: ts.Identifier): boolean {
  let node: ts.Node = name;
  for (;;) {
    const { parent } = node;
    if (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent)) {
      const { operator } = parent;
      return operator === ts.SyntaxKind.PlusPlusToken || operator === ts.SyntaxKind.MinusMinusToken;
    }
    if (ts.isBinaryExpression(parent)) {
      const kind = parent.operatorToken.kind;
      const { FirstAssignment, LastAssignment } = ts.SyntaxKind;
      return parent.left === node && kind >= FirstAssignment && kind <= LastAssignment;
    }
    if (ts.isForInStatement(parent) || ts.isForOfStatement(parent)) {
      return parent.initializer === node;
    }
    const isPattern =
      ts.isParenthesizedExpression(parent) ||
      ts.isArrayLiteralExpression(parent) ||
      ts.isObjectLiteralExpression(parent) ||
      ts.isSpreadElement(parent) ||
      ts.isSpreadAssignment(parent) ||
      ts.isShorthandPropertyAssignment(parent) ||
      (ts.isPropertyAssignment(parent) && parent.initializer === node);
    if (!isPattern) return false;
    node = parent;
  }
}
