// node --import <this file> script.ts: Node strips types by itself; only our ".js" specifiers have to find their ".ts".
import {registerHooks} from 'node:module';

registerHooks({
	resolve(specifier, context, next) {
		try {
			return next(specifier, context);
		} catch (error) {
			if (!specifier.startsWith('.') || !specifier.endsWith('.js')) throw error;
			return next(specifier.replace(/\.js$/, '.ts'), context);
		}
	},
});
